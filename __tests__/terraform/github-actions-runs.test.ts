import { afterAll, beforeAll, expect, it } from "vitest";
import type { WorkflowRun } from "../../local/github/actions/workflow-run";
import type { GithubActionsToEcsSettings } from "../../settings/schema/github-actions-to-ecs";
import { digestsByTag, expectReleased } from "../support/actions-release";
import { ActionsRepository } from "../support/actions-repository";
import { Deployment, onTheBench } from "../support/on-the-bench";
import { synthesize } from "../support/synthesize";
import { taskDefinitionOf } from "../support/task-definitions/of-account";
import { callsWithoutPermission, type WorkflowResource, workflowCalls } from "../support/workflow-calls";
import { conclusions, failedSteps, told } from "../support/workflow-runs";
import { writtenWorkflow } from "../support/written-workflow";

const accountId = "100000000352";
const name = "actions-runs";
const owner = "example-organization";
const bucket = `${name}-definitions`;
const role = `${name}-github-actions`;
const fileName = `.github/workflows/deploy-${name}.yml`;
const registry = `${accountId}.dkr.ecr.ap-northeast-1.amazonaws.com`;

const entry: GithubActionsToEcsSettings = {
  system: "github-actions-to-ecs",
  stack: name,
  name,
  github: { owner, repository: name, branch: "main" },
  imageRepository: { tagMutability: "IMMUTABLE" },
  service: { clusterName: name, serviceName: name, containerName: "app" },
  taskDefinition: { existingBucket: bucket, taskDefinitionFile: taskDefinitionOf(accountId, name) },
};

const inEnvironment: GithubActionsToEcsSettings = {
  ...entry,
  github: { ...entry.github, environment: "production" },
};

const resources: Readonly<Record<WorkflowResource, RegExp>> = {
  // A revision that is registered has no number yet.
  anything: new RegExp(`^\\*$|:task-definition/${name}:\\*$`),
  "image repository": new RegExp(`:repository/${name}$`),
  "base object": new RegExp(`:${bucket}/task-definition\\.json$`),
  "base bucket": new RegExp(`:${bucket}$`),
  service: new RegExp(`:service/${name}/${name}$`),
  "roles of the task": new RegExp(`:role/${name}-(task|execution)$`),
};

const textOf = (of: GithubActionsToEcsSettings) => writtenWorkflow(of).text;
const application = (version: string, from = "scratch") => ({
  Dockerfile: `FROM ${from}\nCOPY app /\n`,
  app: version,
});

/** Without the condition that holds other branches off. */
const withoutCondition = (text: string) => text.replace(/^ {4}if: .*\n/m, "");

/** A run that AWS lets into no role: what it said, and that nothing came after. */
function expectNotTrusted(run: WorkflowRun | undefined): void {
  expect(run?.conclusion, run && told(run)).toBe("failure");
  const [credentials, ...others] = run === undefined ? [] : failedSteps(run);
  expect(others).toEqual([]);
  expect(credentials?.name).toBe("Get credentials of AWS");
  expect(credentials?.log.at(-1)).toBe(
    "##[error]Could not assume role with OIDC: Not authorized to perform sts:AssumeRoleWithWebIdentity",
  );
  expect(run && conclusions(run, "deploy")).toMatchObject({ "Log in to Amazon ECR": "skipped" });
}

// One deployment is walked from init to destroy: each test goes on where the one before it stopped.
onTheBench("the workflow of a service that exists, run step by step as its role", () => {
  let deployment: Deployment;
  let repository: ActionsRepository;
  let released: string;

  beforeAll(async () => {
    deployment = await Deployment.open(accountId, entry);
    repository = new ActionsRepository(deployment, owner, name);
    await deployment.workspace.init();
  });
  afterAll(async () => deployment?.workspace.close());

  const object = `/${bucket}/task-definition.json`;
  const images = () => digestsByTag(deployment.account, name);

  it("is deployed in what exists, and plans no changes after that", async () => {
    await expect(deployment.workspace.validate()).resolves.toMatchObject({ code: 0 });
    expect(await deployment.unknownPolicies()).toEqual([]);
    await deployment.workspace.apply();
    expect(await deployment.changes()).toBe("");
    expect(await images()).toEqual({});
  });

  it("is started by the push that brings it, and the service runs the image of the commit", async () => {
    const pushed = await repository.push({ ...application("1"), [fileName]: textOf(entry) });
    await expectReleased(deployment.account, entry, pushed);
    expect(Object.keys(await images())).toEqual([`release-${pushed.sha}`]);
    expect(await deployment.changes()).toBe("");
    released = pushed.sha;
  });

  it("releases a commit again although its tag cannot be pushed again", async () => {
    const before = await images();
    const again = await repository.run({ event: "workflow_dispatch" });
    expect(told(again)).toContain(" is there already.");
    await expectReleased(deployment.account, entry, { sha: released, runs: [again] });
    expect(await images()).toEqual(before);
  });

  it("releases what is built on an earlier release", async () => {
    const from = `${registry}/${name}:release-${released}`;
    await expectReleased(deployment.account, entry, await repository.push(application("2", from)));
    expect(await deployment.changes()).toBe("");
  });

  it("is not started by a push to another branch, and releases nothing of one by hand", async () => {
    const before = await images();
    const { runs } = await repository.push({ ...application("3"), [fileName]: textOf(entry) }, "feature");
    expect(runs).toEqual([]);
    const byHand = await repository.run({ branch: "feature", event: "workflow_dispatch" });
    expect(byHand.conclusion).toBe("skipped");
    expect(await images()).toEqual(before);
  });

  it("is refused the role on another branch that has changed the file", async () => {
    const before = await images();
    const text = withoutCondition(textOf(entry)).replace("- main\n", "- feature\n");
    const { runs } = await repository.push({ ...application("3"), [fileName]: text }, "feature");
    expect(runs).toHaveLength(1);
    expectNotTrusted(runs[0]);
    expect(await images()).toEqual(before);
  });

  it("is refused the role in another repository, whatever that knows of it", async () => {
    const before = await images();
    const variables = await repository.local.actionsVariables();
    // Variables are no secrets: anybody may write down what they hold.
    const text = textOf(entry).replaceAll(
      /\$\{\{ vars\.(\w+) \}\}/g,
      (_, variable) => variables[variable] ?? "",
    );
    for (const [elsewhere, repositoryName] of [
      [owner, `${name}-copy`],
      ["somebody", name],
    ] as const) {
      const other = new ActionsRepository(deployment, elsewhere, repositoryName);
      const { runs } = await other.push({ ...application("3"), [fileName]: text });
      expect(runs).toHaveLength(1);
      expectNotTrusted(runs[0]);
    }
    expect(await images()).toEqual(before);
  });

  it("says that the base is missing, where it is, and deploys nothing", async () => {
    const base = await (await deployment.account.send("s3", "GET", object)).text();
    await deployment.account.send("s3", "DELETE", object);
    const run = await repository.run();
    const [fetch, ...others] = failedSteps(run);
    expect(others).toEqual([]);
    expect(fetch?.name).toBe("Fetch the base of the task definition");
    expect(fetch?.log.join("\n")).toContain(
      'An error occurred (404) when calling the HeadObject operation: Key "task-definition.json" does not exist',
    );
    expect(conclusions(run, "deploy")).toMatchObject({
      "Deploy, and wait until the service is stable": "skipped",
    });
    expect(base).toContain(`${name}-execution`);
    await deployment.workspace.apply();
    expect(await (await deployment.account.send("s3", "GET", object)).text()).toBe(base);
  });

  it("makes the calls that it is known for, on what they are known to act on, and is denied none", async () => {
    const uses = (await deployment.account.permissionUses(role)).filter(
      ({ action }) => !callsWithoutPermission.includes(action),
    );
    const made = [...new Set(uses.map(({ action }) => action))].toSorted();
    const calls = workflowCalls.flatMap((step) => step.calls);
    expect(made).toEqual(calls.map(({ action }) => action).toSorted());
    for (const { action, resource, allowed } of uses) {
      expect(allowed, `${action} on ${resource}`).toBe(true);
      const on = calls.find((call) => call.action === action)?.on ?? "anything";
      expect(resource, action).toMatch(resources[on]);
    }
  });

  it("uses every permission of its role", async () => {
    const grants = await deployment.account.grants(role);
    expect(grants.length).toBeGreaterThan(0);
    expect(grants.filter(({ used }) => !used).map(({ action }) => action)).toEqual([]);
  });

  it("is trusted by its environment alone, once it is of one", async () => {
    expect(await deployment.applyChanged(synthesize(inEnvironment))).toEqual([]);
    expect(await deployment.changes()).toBe("");
    expectNotTrusted(await repository.run());
    const pushed = await repository.push({ ...application("4"), [fileName]: textOf(inEnvironment) });
    await expectReleased(deployment.account, inEnvironment, pushed);
  });

  it("is refused the role when GitHub names its repository by numbers too", async () => {
    await repository.local.useImmutableSubjects();
    expectNotTrusted(await repository.run());
  });

  it("is trusted by those numbers once the settings have them", async () => {
    const { ownerId, repositoryId } = await repository.local.ids();
    const byNumbers: GithubActionsToEcsSettings = {
      ...entry,
      github: { ...entry.github, ownerId: Number(ownerId), repositoryId: Number(repositoryId) },
    };
    expect(await deployment.applyChanged(synthesize(byNumbers))).toEqual([]);
    expect(await deployment.changes()).toBe("");
    expectNotTrusted(await repository.run());
    const pushed = await repository.push({ ...application("5"), [fileName]: textOf(byNumbers) });
    await expectReleased(deployment.account, byNumbers, pushed);
    expect(await deployment.changes()).toBe("");
  });

  it("leaves nothing in the account and no variable when it is destroyed", async () => {
    await deployment.destroy();
    expect(await deployment.leftOver()).toEqual([]);
    expect(await repository.local.actionsVariables()).toEqual({});
  });
});
