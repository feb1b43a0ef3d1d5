import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { runningImages } from "../../local/aws/local-ecs-service";
import type { GithubActionsToEcsSettings } from "../../settings/schema/github-actions-to-ecs";
import { asTimePasses, expectReleased } from "../support/actions-release";
import { ActionsRepository } from "../support/actions-repository";
import { Deployment, onTheBench } from "../support/on-the-bench";
import { ProjectCopy } from "../support/project-copy";
import { shippedGithubActionsToEcs } from "../support/shipped";
import { synthesize, synthesizeHcl } from "../support/synthesize";
import { writtenTaskDefinition } from "../support/task-definitions/written";
import { failedSteps, told } from "../support/workflow-runs";

const accountId = "100000000351";
const name = "actions-made";
const fileName = `.github/workflows/deploy-${name}.yml`;
const { owner } = shippedGithubActionsToEcs.github;
const { create } = shippedGithubActionsToEcs.service;
const base = "__tests__/support/task-definitions/example-actions.json";

const made = (taskDefinitionFile: string): GithubActionsToEcsSettings["service"] => ({
  clusterName: name,
  serviceName: name,
  containerName: "app",
  create: {
    ...create,
    taskDefinitionFile,
    vpcId: "vpc-00000000000000351",
    subnets: ["subnet-00000000000003511", "subnet-00000000000003512"],
  },
});

const entry: GithubActionsToEcsSettings = {
  ...shippedGithubActionsToEcs,
  stack: name,
  name,
  kmsKey: "create",
  github: { owner, repository: name, branch: "main" },
  taskDefinition: { bucket: `${name}-definitions` },
  service: made(base),
  workflow: { placedBy: "terraform", commitMessage: "Release by GitHub Actions" },
};

const valuesOf = (prefix: string) =>
  Object.fromEntries(
    Object.entries({
      AWS_REGION: "ap-northeast-1",
      AWS_ROLE_ARN: `arn:aws:iam::${accountId}:role/${name}-github-actions`,
      ECR_REPOSITORY: name,
      ECS_CLUSTER: name,
      ECS_SERVICE: name,
      ECS_CONTAINER: "app",
      TASK_DEFINITION_BUCKET: `${name}-definitions`,
      TASK_DEFINITION_KEY: "task-definition.json",
    }).map(([variable, value]) => [`${prefix}_${variable}`, value]),
  );

/** The base with the container `app` changed, and tags. */
function changedBase(change: object): string {
  const { containerDefinitions, ...definition } = JSON.parse(readFileSync(base, "utf8")) as {
    readonly containerDefinitions: readonly object[];
  };
  const changed = containerDefinitions.map((container) => ({ ...container, ...change }));
  const tags = [{ key: "Team", value: "shop" }];
  return writtenTaskDefinition(JSON.stringify({ ...definition, containerDefinitions: changed, tags }));
}

const changed: GithubActionsToEcsSettings = {
  ...entry,
  service: made(changedBase({ secrets: [{ name: "TOKEN", valueFrom: "/actions-made/token" }] })),
  workflow: { ...entry.workflow, variablePrefix: "RELEASES", timeoutInMinutes: 90 },
};

/** What `npm run workflow` prints for an entry. */
function printedWorkflow(of: GithubActionsToEcsSettings): string {
  const copy = ProjectCopy.forThisTest().setStacks([of]);
  const { code, stdout, stderr } = copy.tool("tools/workflow.ts", {}, of.stack);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return stdout;
}

const application = (version: number) => ({
  Dockerfile: "FROM scratch\nCOPY app /\n",
  app: `version ${version}`,
});

// One deployment is walked from init to destroy: each test goes on where the one before it stopped.
onTheBench("a service that is made, and the workflow that Terraform commits for it", () => {
  let deployment: Deployment;
  let repository: ActionsRepository;
  let atFirst: string;

  beforeAll(async () => {
    deployment = await Deployment.open(accountId, entry);
    repository = new ActionsRepository(deployment, owner, name);
    atFirst = await repository.head();
    await deployment.workspace.init();
  });
  afterAll(async () => deployment?.workspace.close());

  const running = () => runningImages(deployment.account, name, name);

  it("is valid, and read whole in a first plan, but for a key that AWS makes up the ID of", async () => {
    await expect(deployment.workspace.validate()).resolves.toMatchObject({ code: 0 });
    expect(await deployment.unknownPolicies()).toEqual(["aws_iam_role_policy.github_actions"]);
  });

  it("applies, and plans no changes after it, as JSON and as HCL", async () => {
    await deployment.workspace.apply();
    expect(await deployment.changes()).toBe("");
    expect(await deployment.changesAsHcl(synthesizeHcl(entry))).toBe("");
  });

  it("gives the repository the variables that its workflow reads, and no secret", async () => {
    expect(await repository.local.actionsVariables()).toEqual(valuesOf("ACTIONS_MADE"));
    expect(await repository.local.actionsSecrets()).toEqual({});
  });

  it("commits the workflow that `npm run workflow` prints, in one commit", async () => {
    expect(await repository.read(fileName)).toBe(printedWorkflow(entry));
    expect((await repository.messages())[0]).toBe("Release by GitHub Actions");
    expect(await repository.head()).not.toBe(atFirst);
    expect((await deployment.workspace.output()).workflow_file).toBe(fileName);
  });

  it("releases by the commit of the workflow itself", async () => {
    expect(await running()).toEqual({});
    const sha = await repository.head();
    await expectReleased(deployment.account, entry, { sha, runs: await repository.runsOf([fileName]) });
  });

  it("releases each push, and plans no changes after it", async () => {
    await expectReleased(deployment.account, entry, await repository.push(application(1)));
    expect(await deployment.changes()).toBe("");
  });

  it("takes another prefix, another limit and another task definition", async () => {
    const before = await repository.head();
    const destroyed = await deployment.applyChanged(synthesize(changed));
    // GitHub renames no variable.
    expect(destroyed).toHaveLength(Object.keys(valuesOf("RELEASES")).length);
    for (const address of destroyed) expect(address).toMatch(/^github_actions_variable\.example_/);
    expect(await repository.local.actionsVariables()).toEqual(valuesOf("RELEASES"));
    expect(await repository.read(fileName)).toBe(printedWorkflow({ ...changed, service: made(base) }));
    expect(await repository.head()).not.toBe(before);
    expect(await deployment.changes()).toBe("");
  });

  it("keeps what runs when the tasks of a release cannot start, and tells so in the workflow", async () => {
    const before = await running();
    // Nobody has made the parameter that the task definition names.
    const { runs } = await asTimePasses(deployment.account, repository.push(application(2)));
    expect(runs.map(({ conclusion }) => conclusion)).toEqual(["failure"]);
    const [step, ...others] = runs.flatMap(failedSteps);
    expect(others).toEqual([]);
    expect(step?.name).toBe("Deploy, and wait until the service is stable");
    expect(step?.log.at(-1)).toMatch(/^##\[error\]Deployment .* not found after stabilization/);
    expect(await running()).toEqual(before);
    expect(await deployment.changes()).toBe("");
  });

  it("releases the same commit once more when what was missing is there", async () => {
    await deployment.account.createSsmParameter({ name: "/actions-made/token", value: "token" });
    const again = await repository.run({ event: "workflow_dispatch" });
    expect(told(again)).toContain(":release-");
    expect(told(again)).toContain(" is there already.");
    await expectReleased(deployment.account, entry, { sha: await repository.head(), runs: [again] });
    await deployment.account.call("ssm", "DeleteParameter", { Name: "/actions-made/token" });
    expect(await deployment.changes()).toBe("");
  });

  it("uses what its role may do, with the key and the tags, but what tells that the base is missing", async () => {
    const role = `${name}-github-actions`;
    const grants = await deployment.account.grants(role);
    expect(grants.filter(({ used }) => !used).map(({ action }) => action)).toEqual(["s3:ListBucket"]);
    expect(grants.map(({ action }) => action)).toEqual(
      expect.arrayContaining(["kms:Decrypt", "ecs:TagResource"]),
    );
    const uses = await deployment.account.permissionUses(role);
    expect(uses.filter(({ allowed }) => !allowed)).toEqual([]);
  });

  it("leaves nothing in the account and nothing of its own in the repository when it is destroyed", async () => {
    await deployment.destroy();
    expect(await deployment.leftOver()).toEqual([]);
    expect(await repository.local.actionsVariables()).toEqual({});
    expect(await repository.read(fileName)).toBeUndefined();
    expect(await repository.read("app")).toBe("version 2");
  });
});
