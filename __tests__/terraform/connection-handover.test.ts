import { it } from "vitest";
import type { GithubToEcsSettings } from "../../settings/schema/github-to-ecs";
import type { StackSettings } from "../../systems";
import { Deployment, onTheBench } from "../support/on-the-bench";
import { openWorkspace } from "../support/open-workspace";
import { synthesize } from "../support/synthesize";

const entry = (connection: { readonly create: string } | { readonly name: string }): GithubToEcsSettings => ({
  system: "github-to-ecs",
  stack: "basket",
  source: { type: "connection", owner: "shop", repository: "basket", branch: "main", connection },
  artifactStore: { existingBucket: "handover-artifacts" },
  service: { clusterName: "shop", serviceName: "basket", containerName: "basket" },
});

const shared: StackSettings = { system: "github-connection", stack: "github", connectionName: "shop" };
const connection = "aws_codeconnections_connection.main";

onTheBench("a connection that an entry made", () => {
  it("is handed over to a stack of its own: nothing is destroyed, and the pipeline does not change", async ({
    expect,
  }) => {
    await Deployment.during("100000000061", entry({ create: "shop" }), async (deployment) => {
      const { account, bench, workspace } = deployment;
      await workspace.apply();
      const [arn = ""] = await account.confirmConnections();

      const own = await openWorkspace(bench, account, synthesize(shared));
      try {
        await own.init();
        await own.import(connection, arn);
        expect((await workspace.run(["state", "rm", connection])).code).toBe(0);

        expect(await deployment.applyChanged(synthesize(entry({ name: "shop" })))).toEqual([]);
        expect(await deployment.changes()).toBe("");
        expect((await own.apply()).stdout).toContain("Resources: 0 added, 0 changed, 0 destroyed.");
        expect((await own.plan()).hasChanges).toBe(false);
        expect(await own.output()).toEqual({ connection_arn: arn });

        await workspace.destroy();
        expect(await deployment.leftOver()).toEqual([arn]);
        await own.destroy();
        expect(await deployment.leftOver()).toEqual([]);
      } finally {
        await own.close();
      }
    });
  });
});
