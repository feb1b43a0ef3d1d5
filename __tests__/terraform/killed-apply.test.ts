import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { it, vi } from "vitest";
import type { StackSettings } from "../../systems";
import { importBlock, importIds, type ShownResource } from "../support/import-blocks";
import { Deployment, onTheBench } from "../support/on-the-bench";
import { shippedEcrPushToEcs, shippedGithubToEcs, shippedProject } from "../support/shipped";

interface Shown {
  readonly values?: { readonly root_module: { readonly resources?: readonly ShownResource[] } };
  readonly planned_values?: { readonly root_module: { readonly resources?: readonly ShownResource[] } };
}

const cases: readonly { readonly what: string; readonly accountId: string; readonly entry: StackSettings }[] =
  [
    {
      what: "of a rule on image pushes",
      accountId: "100000000023",
      entry: {
        ...shippedEcrPushToEcs,
        name: "lost-image",
        artifactStore: { bucket: "lost-image-pipeline-artifact" },
      },
    },
    {
      what: "of a connection, managed policies and an own key",
      accountId: "100000000024",
      entry: {
        ...shippedGithubToEcs,
        name: "lost",
        kmsKey: "create",
        source: {
          type: "connection",
          owner: "example-organization",
          repository: "lost",
          branch: "main",
          connection: { create: "lost" },
        },
        artifactStore: { bucket: "lost-pipeline-artifact" },
        build: { role: { policyType: "managed" } },
      },
    },
  ];

const writeImports = (deployment: Deployment, blocks: readonly object[]) =>
  writeFile(join(deployment.workspace.folder, "import.tf.json"), JSON.stringify({ import: blocks }));

async function shown(deployment: Deployment, ...args: readonly string[]): Promise<Shown> {
  const { stdout } = await deployment.workspace.run(["show", "-json", ...args]);
  return JSON.parse(stdout) as Shown;
}

onTheBench("a state that does not know what AWS has", () => {
  it.concurrent.for(cases)("is made whole by import blocks: $what", async (given, { expect }) => {
    await Deployment.during(given.accountId, given.entry, async (deployment) => {
      const { workspace } = deployment;
      await workspace.apply();
      const resources = (await shown(deployment)).values?.root_module.resources ?? [];
      const managed = resources.filter(({ mode }) => mode === "managed");
      expect(managed.filter(({ type }) => !importIds.has(type))).toEqual([]);

      await rm(join(workspace.folder, "../../../state"), { recursive: true });
      await writeImports(deployment, managed.map(importBlock));
      const { stdout } = await workspace.apply();
      expect(stdout).toMatch(
        new RegExp(
          `Apply complete! Resources: ${managed.length} imported, 0 added, \\d+ changed, 0 destroyed`,
        ),
      );
      expect(await deployment.changes()).toBe("");
      await deployment.destroy();
      expect(await deployment.leftOver()).toEqual([]);
    });
  });

  it.concurrent("is what an apply leaves that was killed with its state in S3: unlock, import, apply", async ({
    expect,
  }) => {
    const entry = {
      ...shippedEcrPushToEcs,
      name: "killed-image",
      artifactStore: { bucket: "killed-image-pipeline-artifact" },
    };
    const backend = { type: "s3", bucket: "terraform-state-of-the-killed-apply" } as const;
    const deployment = await Deployment.open("100000000025", entry, { ...shippedProject, backend });
    const { workspace, account } = deployment;
    try {
      await account.createBucket(backend.bucket);
      await workspace.init();
      const run = await workspace.start(["apply", "-auto-approve"]);
      await vi.waitFor(
        async () =>
          expect(await account.resources()).toContainEqual(
            expect.stringContaining("repository/killed-image"),
          ),
        { timeout: 120_000 },
      );
      await run.kill();

      const locked = await workspace.run(["apply", "-auto-approve"]);
      const [, lock = ""] = /Error acquiring the state lock[\s\S]*?ID: +(\S+)/.exec(locked.stderr) ?? [];
      expect(lock).not.toBe("");
      await workspace.run(["force-unlock", "-force", lock]);

      // As a person would: import what an error names, and apply again.
      const imported = new Map<string, object>();
      let result = await workspace.run(["apply", "-auto-approve"]);
      expect(result.stderr).toContain("RepositoryAlreadyExistsException");
      for (let attempt = 0; result.code !== 0 && attempt < 5; attempt += 1) {
        const named = [...result.stderr.matchAll(/with (\S+),/g)].map(([, address]) => address);
        await workspace.plan();
        const planned = (await shown(deployment, join(workspace.folder, "../../../plan"))).planned_values;
        for (const resource of planned?.root_module.resources ?? []) {
          if (named.includes(resource.address)) imported.set(resource.address, importBlock(resource));
        }
        await writeImports(deployment, [...imported.values()]);
        result = await workspace.run(["apply", "-auto-approve"]);
      }
      expect(result.code, result.stderr).toBe(0);
      expect(await deployment.changes()).toBe("");
      await deployment.destroy();
      expect(await deployment.leftOver()).toEqual([`arn:aws:s3:::${backend.bucket}`]);
    } finally {
      await workspace.close();
    }
  });
});
