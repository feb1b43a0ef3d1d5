import { afterAll, beforeAll, expect, it } from "vitest";
import type { LocalAccount } from "../../local/aws/local-account";
import type { PlanJson, ResourceChange } from "../../local/terraform/plan-json";
import type { CommitStatusSystemSettings } from "../../settings/schema/commit-status";
import { githubToEcs, githubV1Settings } from "../support/minimal-entries";
import { Deployment, onTheBench } from "../support/on-the-bench";
import { synthesize, synthesizeHcl } from "../support/synthesize";

const token = "ghp_a-token-that-nothing-may-hold";

const putToken = (account: LocalAccount, Name: string) =>
  account.call("ssm", "PutParameter", { Name, Value: token, Type: "SecureString", Overwrite: true });

const statusOf = (changes: Partial<CommitStatusSystemSettings> = {}): CommitStatusSystemSettings => ({
  system: "commit-status",
  stack: "told",
  name: "told",
  pipelines: ["shop-*", "arn:aws:codepipeline:ap-northeast-1:100000000321:books"],
  token: { ssmParameter: "/told/token" },
  ...changes,
});

const entry = statusOf();
const changed = statusOf({
  levels: ["pipeline", "stage"],
  logRetentionDays: 60,
  memorySize: 512,
  reservedConcurrentExecutions: 5,
  supersededState: "success",
});

const changesOf = ({ resource_changes = [] }: PlanJson): readonly ResourceChange[] =>
  resource_changes.filter(({ mode, change }) => mode === "managed" && !change.actions.includes("no-op"));

const inWords = (changes: readonly ResourceChange[]): readonly string[] =>
  changes.map(({ address, change }) => `${change.actions.join(" and ")} ${address}`);

// One deployment is walked from init to destroy: each test goes on where the one before it stopped.
onTheBench("a stack that tells commits of pipelines that exist", () => {
  let deployment: Deployment;
  const printed: string[] = [];

  beforeAll(async () => {
    const prepare = async ({ account }: { readonly account: LocalAccount }) => {
      await putToken(account, "/told/token");
    };
    deployment = await Deployment.openOn(prepare, "100000000321", entry);
  });
  afterAll(async () => deployment?.workspace.close());

  const planned = async () => {
    printed.push((await deployment.workspace.plan()).stdout);
    const plan = await deployment.workspace.planJson();
    printed.push(JSON.stringify(plan));
    return inWords(changesOf(plan));
  };

  it("is valid Terraform", async () => {
    await deployment.workspace.init();
    await expect(deployment.workspace.validate()).resolves.toMatchObject({ code: 0 });
  });

  it("is read whole in a first plan, and applies", async () => {
    expect(await deployment.unknownPolicies()).toEqual([]);
    expect(await planned()).toContain("create aws_lambda_function.main");
    printed.push((await deployment.workspace.apply()).stdout);
    expect(await deployment.workspace.output()).toEqual({
      function_name: "told",
      failures_queue_url: expect.stringMatching(/\/told-failures$/),
    });
  });

  it("plans no changes after an apply, as JSON and as HCL", async () => {
    expect(await planned()).toEqual([]);
    expect(await deployment.changesAsHcl(synthesizeHcl(entry))).toBe("");
  });

  it("takes other levels, and changed settings of the function, in place", async () => {
    await deployment.workspace.replaceConfiguration(synthesize(changed));
    expect((await planned()).toSorted()).toEqual([
      "create aws_cloudwatch_event_rule.main_stages",
      "create aws_cloudwatch_event_target.main_stages",
      "create aws_lambda_permission.main_stages",
      "update aws_cloudwatch_log_group.main",
      "update aws_lambda_function.main",
    ]);
    printed.push((await deployment.workspace.apply()).stdout);
    expect(await planned()).toEqual([]);
  });

  it("takes them back with nothing but what the level had", async () => {
    expect(await deployment.applyChanged(synthesize(entry))).toEqual([
      "aws_cloudwatch_event_rule.main_stages",
      "aws_cloudwatch_event_target.main_stages",
      "aws_lambda_permission.main_stages",
    ]);
    expect(await planned()).toEqual([]);
  });

  it("keeps the token out of the state, the plans, the outputs and all that is printed", async () => {
    const state = JSON.stringify(await deployment.workspace.stateResources());
    expect(state).toContain("/told/token");
    for (const text of [state, JSON.stringify(await deployment.workspace.output()), ...printed]) {
      expect(text).not.toContain(token);
    }
  });

  it("leaves nothing in the account when it is destroyed", async () => {
    await deployment.destroy();
    expect(await deployment.leftOver()).toEqual([]);
  });
});

const untold = githubToEcs({
  stack: "to-be-told",
  name: "to-be-told",
  source: githubV1Settings({
    owner: "acme",
    repository: "to-be-told",
    token: { ssmParameter: "/shop/token" },
  }),
  artifactStore: { existingBucket: "to-be-told-artifacts" },
  service: { clusterName: "shop", serviceName: "shop", containerName: "web" },
});
const told = { ...untold, commitStatus: true } as const;

onTheBench("a deployed pipeline whose commits get a status", () => {
  let deployment: Deployment;
  let added: readonly string[] = [];

  beforeAll(async () => {
    deployment = await Deployment.open("100000000322", untold);
    await putToken(deployment.account, "/shop/token");
    await deployment.workspace.init();
    await deployment.workspace.apply();
  });
  afterAll(async () => deployment?.workspace.close());

  const changesTo = async (stackFolder: string) => {
    await deployment.workspace.replaceConfiguration(stackFolder);
    const { stdout } = await deployment.workspace.plan();
    expect(stdout).not.toContain(token);
    return changesOf(await deployment.workspace.planJson());
  };

  it("gets the function with its rules, and no other change", async () => {
    const changes = await changesTo(synthesize(told));
    expect(changes.filter(({ change }) => change.actions.join() !== "create")).toEqual([]);
    added = changes.map(({ address }) => address).toSorted();
    expect(added).toEqual([
      "aws_cloudwatch_event_rule.commit_status_executions",
      "aws_cloudwatch_event_rule.commit_status_sources",
      "aws_cloudwatch_event_target.commit_status_executions",
      "aws_cloudwatch_event_target.commit_status_sources",
      "aws_cloudwatch_log_group.commit_status",
      "aws_iam_role.commit_status",
      "aws_iam_role_policy.commit_status",
      "aws_lambda_function.commit_status",
      "aws_lambda_function_event_invoke_config.commit_status",
      "aws_lambda_permission.commit_status_executions",
      "aws_lambda_permission.commit_status_sources",
      "aws_sqs_queue.commit_status",
    ]);
    // What a source of version 1 reads its repository with is in the state anyway; what is added holds no copy.
    expect(JSON.stringify(changes)).not.toContain(token);
    await deployment.workspace.apply();
    expect(await deployment.changes()).toBe("");
    expect(await deployment.changesAsHcl(synthesizeHcl(told))).toBe("");
  });

  it("loses exactly that again", async () => {
    const changes = await changesTo(synthesize(untold));
    expect(changes.filter(({ change }) => change.actions.join() !== "delete")).toEqual([]);
    expect(changes.map(({ address }) => address).toSorted()).toEqual(added);
    await deployment.workspace.apply();
    expect(await deployment.changes()).toBe("");
  });

  it("leaves nothing in the account when it is destroyed", async () => {
    await deployment.destroy();
    expect(await deployment.leftOver()).toEqual([]);
  });
});
