import { afterAll, beforeAll, expect, it } from "vitest";
import { AwsClient } from "../../local/aws/client/aws-client";
import type { GithubActionsToEcsSettings } from "../../settings/schema/github-actions-to-ecs";
import { expectReleased } from "../support/actions-release";
import { ActionsRepository } from "../support/actions-repository";
import { Deployment, onTheBench } from "../support/on-the-bench";
import { taskDefinitionOf } from "../support/task-definitions/of-account";
import { callsWithoutPermission, workflowCalls } from "../support/workflow-calls";
import { failedSteps, told } from "../support/workflow-runs";
import { writtenWorkflow } from "../support/written-workflow";

const owner = "example-organization";

const entryOf = (
  accountId: string,
  name: string,
  changes: Partial<GithubActionsToEcsSettings> = {},
): GithubActionsToEcsSettings => ({
  system: "github-actions-to-ecs",
  stack: name,
  name,
  github: { owner, repository: name, branch: "main" },
  imageRepository: { tagMutability: "IMMUTABLE" },
  service: { clusterName: name, serviceName: name, containerName: "app" },
  taskDefinition: {
    existingBucket: `${name}-definitions`,
    taskDefinitionFile: taskDefinitionOf(accountId, name),
  },
  ...changes,
});

const application = (version: string, from = "scratch") => ({
  Dockerfile: `FROM ${from}\nCOPY app /\n`,
  app: version,
});

const keyName = "actions-key";
const keyAccountId = "100000000353";
const user = `user/${keyName}-github-actions`;

// One deployment is walked from init to destroy: each test goes on where the one before it stopped.
onTheBench("a workflow with the access key of a user", () => {
  const entry = entryOf(keyAccountId, keyName, { identity: { type: "access-key" } });
  const { fileName, text } = writtenWorkflow(entry);
  let deployment: Deployment;
  let repository: ActionsRepository;
  let released: string;
  const printed: string[] = [];

  beforeAll(async () => {
    deployment = await Deployment.open(keyAccountId, entry);
    repository = new ActionsRepository(deployment, owner, keyName);
    await deployment.workspace.init();
  });
  afterAll(async () => deployment?.workspace.close());

  const secrets = async () => {
    const held = await repository.local.actionsSecrets();
    return {
      id: held.ACTIONS_KEY_AWS_ACCESS_KEY_ID ?? "",
      secret: held.ACTIONS_KEY_AWS_SECRET_ACCESS_KEY ?? "",
    };
  };
  const keysOfUser = () =>
    deployment.account.query("iam", "ListAccessKeys", { UserName: `${keyName}-github-actions` });

  it("is deployed, and plans no changes after it", async () => {
    expect(await deployment.unknownPolicies()).toEqual([]);
    for (const { stdout } of [
      await deployment.workspace.plan(),
      await deployment.workspace.apply(),
      await deployment.workspace.plan(),
    ]) {
      printed.push(stdout);
    }
    expect(await deployment.changes()).toBe("");
  });

  it("has the user's key as secrets of the repository, and no role among its variables", async () => {
    const { id, secret } = await secrets();
    expect(await keysOfUser()).toContain(`<AccessKeyId>${id}</AccessKeyId>`);
    expect(secret).toMatch(/^\S{20,}$/);
    expect(Object.keys(await repository.local.actionsSecrets())).toHaveLength(2);
    const variables = await repository.local.actionsVariables();
    expect(variables).toMatchObject({ ACTIONS_KEY_ECR_REPOSITORY: keyName });
    expect(variables).not.toHaveProperty("ACTIONS_KEY_AWS_ROLE_ARN");
  });

  it("prints the secret nowhere and hands it out in no output", async () => {
    const { secret } = await secrets();
    expect(printed.join("\n")).not.toContain(secret);
    expect(JSON.stringify(await deployment.workspace.output())).not.toContain(secret);
  });

  it("releases a push as the user, whose key no log shows", async () => {
    const pushed = await repository.push({ ...application("1"), [fileName]: text });
    await expectReleased(deployment.account, entry, pushed);
    const { id, secret } = await secrets();
    const log = pushed.runs.map(told).join("\n");
    expect(log).toContain("Proceeding with IAM user credentials");
    expect(log).not.toContain(id);
    expect(log).not.toContain(secret);
    expect(await deployment.changes()).toBe("");
    released = pushed.sha;
  });

  it("makes every call that the workflow is known for with permissions that are all used", async () => {
    const registry = `${keyAccountId}.dkr.ecr.ap-northeast-1.amazonaws.com`;
    const from = `${registry}/${keyName}:release-${released}`;
    await expectReleased(deployment.account, entry, await repository.push(application("2", from)));
    // Who may list the bucket is told that the object is missing.
    const object = `/${keyName}-definitions/task-definition.json`;
    await deployment.account.send("s3", "DELETE", object);
    const [fetch] = failedSteps(await repository.run());
    expect(fetch?.log.join("\n")).toContain("(404)");
    await deployment.workspace.apply();

    const uses = (await deployment.account.permissionUses(user)).filter(
      ({ action }) => !callsWithoutPermission.includes(action),
    );
    expect(uses.filter(({ allowed }) => !allowed)).toEqual([]);
    const calls = workflowCalls.flatMap((step) => step.calls.map(({ action }) => action));
    expect([...new Set(uses.map(({ action }) => action))].toSorted()).toEqual(calls.toSorted());
    const grants = await deployment.account.grants(user);
    expect([...new Set(grants.map(({ action }) => action))].toSorted()).toEqual(calls.toSorted());
    expect(grants.filter(({ used }) => !used)).toEqual([]);
  });

  it("gets another key in one apply, and the old one is worth nothing", async () => {
    const old = await secrets();
    const { stdout } = await deployment.workspace.apply(["-replace=aws_iam_access_key.github_actions"]);
    const { id, secret } = await secrets();
    expect([id, secret]).not.toContain(old.id);
    expect(secret).not.toBe(old.secret);
    expect(stdout).not.toContain(secret);
    expect(stdout).not.toContain(old.secret);
    expect(await keysOfUser()).not.toContain(old.id);
    const { endpoint, region } = deployment.account;
    const withOldKey = new AwsClient(endpoint, old.id, region).call("ecr", "GetAuthorizationToken");
    await expect(withOldKey).rejects.toThrow("The security token included in the request is invalid");
    expect(await deployment.changes()).toBe("");
    await expectReleased(deployment.account, entry, await repository.push(application("3")));
  });

  it("leaves nothing in the account, no variable and no secret when it is destroyed", async () => {
    await deployment.destroy();
    expect(await deployment.leftOver()).toEqual([]);
    expect(await repository.local.actionsVariables()).toEqual({});
    expect(await repository.local.actionsSecrets()).toEqual({});
  });
});

const sharedAccountId = "100000000354";

onTheBench("two entries of one repository, in an account that has one identity provider", () => {
  const github = { owner, repository: "actions-shared", branch: "main" };
  const basket = entryOf(sharedAccountId, "actions-basket", {
    github,
    workflow: { context: "basket", dockerfile: "basket/Dockerfile", pathFilters: ["basket/**"] },
  });
  const search = entryOf(sharedAccountId, "actions-search", {
    github,
    identity: { type: "oidc", oidcProvider: "existing" },
    workflow: { context: "search", dockerfile: "search/Dockerfile", pathFilters: ["search/**"] },
  });
  let first: Deployment;
  let second: Deployment;
  let groundOfSecond: readonly string[];
  let repository: ActionsRepository;

  beforeAll(async () => {
    first = await Deployment.open(sharedAccountId, basket);
    repository = new ActionsRepository(first, owner, github.repository);
    await first.workspace.init();
    await first.workspace.apply();
    const before = await first.account.resources();
    second = await Deployment.open(sharedAccountId, search);
    groundOfSecond = (await first.account.resources()).filter((resource) => !before.includes(resource));
    await second.workspace.init();
    await second.workspace.apply();
  });
  afterAll(async () => {
    await first?.workspace.close();
    await second?.workspace.close();
  });

  const files = (of: string, version: string) => ({
    [`${of}/Dockerfile`]: "FROM scratch\nCOPY app /\n",
    [`${of}/app`]: version,
  });
  const workflowOf = (entry: GithubActionsToEcsSettings) => {
    const { fileName, text } = writtenWorkflow(entry);
    return { [fileName]: text };
  };

  it("have one provider and a role each, and plan no changes", async () => {
    const providers = await first.account.query("iam", "ListOpenIDConnectProviders", {});
    expect(providers.match(/<Arn>/g)).toHaveLength(1);
    expect(await first.changes()).toBe("");
    expect(await second.changes()).toBe("");
    expect(await repository.local.actionsVariables()).toMatchObject({
      ACTIONS_BASKET_AWS_ROLE_ARN: `arn:aws:iam::${sharedAccountId}:role/actions-basket-github-actions`,
      ACTIONS_SEARCH_AWS_ROLE_ARN: `arn:aws:iam::${sharedAccountId}:role/actions-search-github-actions`,
    });
  });

  it("are each released by a push to their own folder, and the other one stays", async () => {
    await repository.local.commit({
      branch: "main",
      files: { ...workflowOf(basket), ...workflowOf(search) },
    });
    await expectReleased(first.account, basket, await repository.push(files("basket", "1")));
    expect(await repository.local.actionsVariables()).toHaveProperty("ACTIONS_SEARCH_AWS_REGION");
    expect(await first.account.permissionUses("actions-search-github-actions")).toEqual([]);
    await expectReleased(second.account, search, await repository.push(files("search", "1")));
    expect(await first.changes()).toBe("");
    expect(await second.changes()).toBe("");
  });

  it("cannot release each other", async () => {
    // Both roles trust the branch: what holds a workflow to its own service is what its role may do.
    const asSearch = Object.values(workflowOf(basket))[0]?.replace(
      "vars.ACTIONS_BASKET_AWS_ROLE_ARN",
      "vars.ACTIONS_SEARCH_AWS_ROLE_ARN",
    );
    const run = await repository.run({ path: ".github/workflows/other.yml", text: asSearch ?? "" });
    expect(run.conclusion).toBe("failure");
    const [step] = failedSteps(run);
    expect(step?.log.join("\n")).toContain("actions-search-github-actions/GitHubActions is not authorized");
  });

  it("go one after the other, and leave nothing", async () => {
    await second.destroy();
    expect(await repository.local.actionsVariables()).not.toHaveProperty("ACTIONS_SEARCH_AWS_REGION");
    expect(await repository.local.actionsVariables()).toHaveProperty("ACTIONS_BASKET_AWS_REGION");
    expect(await second.leftOver()).toEqual([]);
    await first.destroy();
    const left = await first.leftOver();
    expect(left.filter((resource) => !groundOfSecond.includes(resource))).toEqual([]);
    expect(await repository.local.actionsVariables()).toEqual({});
  });
});
