import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { benchEnvironment } from "../../local/bench";
import { writeCliConfiguration } from "../../local/terraform/cli-configuration";
import { runCommand } from "../../local/terraform/run-terraform";
import { deleteWhatExecutionsMade } from "../support/made-by-executions";
import { Deployment, onTheBench } from "../support/on-the-bench";
import { ProjectCopy } from "../support/project-copy";
import { shippedEcrPushToEcs, shippedGithubToEcs } from "../support/shipped";

const shippedEntry = shippedGithubToEcs;
const entry = {
  ...shippedEntry,
  name: "by-the-cli",
  source: { ...shippedEntry.source, repository: "by-the-cli" },
  artifactStore: { bucket: "by-the-cli-pipeline-artifact" },
};

onTheBench("the CDKTF CLI", () => {
  let project: ProjectCopy;
  let deployment: Deployment;
  let environment: Readonly<Record<string, string>>;

  beforeAll(async () => {
    deployment = await Deployment.open("100000000007", entry);
    const { bench, account } = deployment;
    project = new ProjectCopy("cli-").setStacks([entry]);
    const mirror = join(project.folder, "mirror");
    await mkdir(mirror);
    environment = {
      ...benchEnvironment(bench, account),
      TF_CLI_CONFIG_FILE: await writeCliConfiguration(mirror, bench.providers),
      CI: "true",
    };
  });
  afterAll(async () => {
    await deployment?.workspace.close();
    project?.remove();
  });

  const cdktf = (...args: readonly string[]) =>
    runCommand([join(project.folder, "node_modules/.bin/cdktf"), ...args], {
      cwd: project.folder,
      environment,
      providers: deployment.bench.providers,
    });

  it("deploys a stack", async () => {
    const { code, stdout, stderr } = await cdktf(
      "deploy",
      entry.stack,
      "--auto-approve",
      "--skip-provider-lock",
    );
    expect(code, stdout + stderr).toBe(0);
    expect(Object.values(await deployment.account.webhookSecrets())).toEqual([
      expect.stringMatching(/^[0-9a-f]{64}$/),
    ]);
    const state = await readFile(join(project.folder, "state", `${entry.stack}.tfstate`), "utf8");
    expect(JSON.parse(state)).toMatchObject({ outputs: { pipeline_name: { value: entry.name } } });
  });

  it("finds no changes in a diff after it", async () => {
    const { code, stdout, stderr } = await cdktf("diff", entry.stack, "--skip-provider-lock");
    expect(code, stdout + stderr).toBe(0);
    expect(stdout).toContain("No changes.");
  });

  it("does not find the stack once no entry makes it", async () => {
    project.setStacks([shippedEcrPushToEcs]);
    const { code, stdout, stderr } = await cdktf("destroy", entry.stack, "--auto-approve");
    expect(code).toBe(1);
    expect(stdout).toContain("No entry makes this stack any more");
    expect(stderr).toContain("Could not find stack");
  });

  it("destroys the stack when its entry is back, and leaves nothing in the account", async () => {
    project.setStacks([entry]);
    await deleteWhatExecutionsMade(deployment.account);
    const { code, stdout, stderr } = await cdktf(
      "destroy",
      entry.stack,
      "--auto-approve",
      "--skip-provider-lock",
    );
    expect(code, stdout + stderr).toBe(0);
    expect(await deployment.leftOver()).toEqual([]);
  });
});
