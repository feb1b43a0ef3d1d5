import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { benchEnvironment } from "../../local/bench";
import { writeCliConfiguration } from "../../local/terraform/cli-configuration";
import { runCommand } from "../../local/terraform/run-terraform";
import { Deployment, onTheBench } from "../support/on-the-bench";
import { shipped } from "../support/shipped";

const projectFolder = join(__dirname, "../..");
const sources = [
  "main.ts",
  "cdktf.json",
  "package.json",
  "tsconfig.json",
  "buildspec",
  "modules",
  "report",
  "settings",
  "stacks",
];
const shippedEntry = shipped("github-to-ecs");
const entry = {
  ...shippedEntry,
  name: "by-the-cli",
  source: { ...shippedEntry.source, repository: "by-the-cli" },
  artifacts: { bucket: "by-the-cli-pipeline-artifact" },
};

onTheBench("the CDKTF CLI", () => {
  let project: string;
  let deployment: Deployment;
  let environment: Readonly<Record<string, string>>;

  beforeAll(async () => {
    deployment = await Deployment.open("100000000007", entry);
    project = await mkdtemp(join(tmpdir(), "cli-"));
    for (const name of sources) await cp(join(projectFolder, name), join(project, name), { recursive: true });
    await symlink(join(projectFolder, "node_modules"), join(project, "node_modules"));
    await writeFile(
      join(project, "settings/pipelines.ts"),
      `import type { PipelineSettings } from "./schema/pipelines";\nexport const pipelines: readonly PipelineSettings[] = [${JSON.stringify(entry)}];\n`,
    );
    await mkdir(join(project, "mirror"));
    environment = {
      ...benchEnvironment(deployment.bench, deployment.account),
      TF_CLI_CONFIG_FILE: await writeCliConfiguration(join(project, "mirror"), deployment.bench.providers),
      CI: "true",
    };
  });
  afterAll(async () => {
    await deployment?.workspace.close();
    if (project) await rm(project, { recursive: true, force: true });
  });

  const cdktf = (...args: readonly string[]) =>
    runCommand([join(projectFolder, "node_modules/.bin/cdktf"), ...args], {
      cwd: project,
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
    expect(await deployment.account.webhookSecret(entry.name)).toMatch(/^[0-9a-f]{64}$/);
    const state = await readFile(join(project, "state", `${entry.stack}.tfstate`), "utf8");
    expect(JSON.parse(state)).toMatchObject({ outputs: { pipeline_name: { value: entry.name } } });
  });

  it("finds no changes in a diff after it", async () => {
    const { code, stdout, stderr } = await cdktf("diff", entry.stack, "--skip-provider-lock");
    expect(code, stdout + stderr).toBe(0);
    expect(stdout).toContain("No changes.");
  });

  it("destroys the stack, and leaves nothing in the account", async () => {
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
