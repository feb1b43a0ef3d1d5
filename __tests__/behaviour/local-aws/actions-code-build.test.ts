import { strToU8 } from "fflate";
import { expect, it, vi } from "vitest";
import { AwsClient } from "../../../local/aws/client/aws-client";
import type { ActionProgress } from "../../../local/aws/codepipeline/actions/action-provider";
import { onLocalAws, type TestAccount } from "./on-local-aws";
import { ARTIFACT_ACTIONS, actionOf, declarationOf, TestExecution } from "./run-action";

const LIMIT = { timeout: 20_000 };
const IN_PROGRESS = { id: "app:1", buildStatus: "IN_PROGRESS", buildComplete: false };
const SUCCEEDED = { id: "app:1", buildStatus: "SUCCEEDED", buildComplete: true };

/** Answers as a CodeBuild would whose build goes through these states, and keeps what it was asked. */
class PlayedCodeBuild extends AwsClient {
  readonly asked: [operation: string, input: object][] = [];

  constructor(private readonly states: readonly object[]) {
    super("http://127.0.0.1:9", "none", "ap-northeast-1");
  }

  override async call(_service: string, operation: string, input: object = {}): Promise<unknown> {
    this.asked.push([operation, input]);
    const seen = this.asked.length - 2;
    return operation === "StartBuild" ? { build: IN_PROGRESS } : { builds: [this.states[seen] ?? SUCCEEDED] };
  }

  get startInput(): unknown {
    return this.asked[0]?.[1];
  }
}

const build = (changes: object = {}, inputs = ["source"], outputs: string[] = []) => ({
  type: "Build/AWS/CodeBuild",
  configuration: { ProjectName: "app", ...changes },
  inputs,
  outputs,
});

onLocalAws("the CodeBuild action", (newAccount, { scopeOf }) => {
  async function execution(account: TestAccount, sources = ["source"]): Promise<TestExecution> {
    const bucket = `artifacts-${account.accountId}`;
    await account.createBucket(bucket);
    const actions = [...ARTIFACT_ACTIONS, "codebuild:StartBuild", "codebuild:BatchGetBuilds"];
    const role = await account.createRole("pipeline", "codepipeline.amazonaws.com", actions);
    const encryptionKey = { type: "KMS", id: await account.createOwnKey() };
    const artifactStore = { type: "S3", location: bucket, encryptionKey };
    const run = new TestExecution(scopeOf(account), declarationOf(role, { artifactStore }));
    for (const source of sources) {
      const action = actionOf({ type: "Source/AWS/ECR", name: `Fetch-${source}`, outputs: [source] });
      const artifacts = run.artifacts.forAction(action, await run.session(), account.region);
      await artifacts.write(source, { file: strToU8("1") });
    }
    return run;
  }

  async function played(states: readonly object[], action = build(), sources = ["source"]) {
    const run = await execution(newAccount(), sources);
    const client = new PlayedCodeBuild(states);
    return { client, run: () => run.run(action, { client: () => client }) };
  }

  it("waits for the end of its build, and tells what that exports", async () => {
    const exportedEnvironmentVariables = [{ name: "IMAGE", value: "app:1" }];
    const { client, run } = await played([IN_PROGRESS, { ...SUCCEEDED, exportedEnvironmentVariables }]);
    expect(await run()).toEqual({ externalExecutionId: "app:1", outputVariables: { IMAGE: "app:1" } });
    expect(client.asked.map(([operation]) => operation)).toEqual([
      "StartBuild",
      "BatchGetBuilds",
      "BatchGetBuilds",
    ]);
  });

  it("tells at once which build it waits for", async () => {
    const run = await execution(newAccount());
    const told: ActionProgress[] = [];
    await run.run(build(), {
      client: () => new PlayedCodeBuild([]),
      tell: (progress) => told.push(progress),
    });
    expect(told).toEqual([
      {
        externalExecutionId: "app:1",
        externalExecutionUrl:
          "https://console.aws.amazon.com/codebuild/home?region=ap-northeast-1#/builds/app:1/view/new",
      },
    ]);
  });

  it("tells the build where its artifacts lie, the primary source first, and of which revision that is", async () => {
    const account = newAccount();
    const run = await execution(account, ["source", "config"]);
    const client = new PlayedCodeBuild([]);
    const action = build({ PrimarySource: "config" }, ["source", "config"], ["image", "report"]);
    const sourceRevisions = [{ actionName: "Fetch-config", revisionId: "v1" }];
    await run.run(action, { client: () => client, sourceRevisions });
    const lying = (name: string) => ({
      name,
      bucket: `artifacts-${account.accountId}`,
      key: expect.stringMatching(new RegExp(`^release-of-the-appli/${name}/.{7}$`)),
      encryptionKey: expect.stringContaining(":key/"),
    });
    expect(client.startInput).toMatchObject({
      projectName: "app",
      pipelineBuild: {
        pipelineName: "release-of-the-application",
        inputs: [lying("config"), lying("source")],
        outputs: [lying("image"), lying("report")],
        resolvedSourceVersion: "v1",
      },
    });
  });

  it("gives the build the action's environment variables", async () => {
    const variables = [
      { name: "A", value: "1" },
      { name: "B", value: "/b", type: "PARAMETER_STORE" },
    ];
    const { client, run } = await played([], build({ EnvironmentVariables: JSON.stringify(variables) }));
    await run();
    expect(client.startInput).toMatchObject({
      environmentVariablesOverride: [{ name: "A", value: "1", type: "PLAINTEXT" }, variables[1]],
    });
  });

  it("fails with the first phase that went wrong", async () => {
    const contexts = [
      {
        statusCode: "COMMAND_EXECUTION_ERROR",
        message: "Error while executing command: false. Reason: exit status 1",
      },
    ];
    const phases = [
      { phaseType: "DOWNLOAD_SOURCE", phaseStatus: "SUCCEEDED" },
      { phaseType: "BUILD", phaseStatus: "FAILED", contexts },
      { phaseType: "POST_BUILD", phaseStatus: "FAILED", contexts: [{ message: "later" }] },
      { phaseType: "COMPLETED" },
    ];
    const { run } = await played([{ ...SUCCEEDED, buildStatus: "FAILED", phases }]);
    await expect(run()).rejects.toMatchObject({
      code: "JobFailed",
      message:
        "Build terminated with state: FAILED. Phase: BUILD, Code: COMMAND_EXECUTION_ERROR, Message: Error while " +
        "executing command: false. Reason: exit status 1",
    });
  });

  it.each([
    [
      "environment variables that are not JSON",
      { EnvironmentVariables: "A=1" },
      "EnvironmentVariables is not JSON",
    ],
    ["environment variables that are no list", { EnvironmentVariables: "{}" }, "is not a JSON array"],
    ["a batch build", { BatchEnabled: "true" }, "runs no batch builds"],
    [
      "a primary source that it has not",
      { PrimarySource: "other" },
      "PrimarySource names one of the input artifacts",
    ],
  ])("refuses %s", async (_what, configuration, words) => {
    const { client, run } = await played([], build(configuration));
    await expect(run()).rejects.toMatchObject({
      code: "ConfigurationError",
      message: expect.stringContaining(words),
    });
    expect(client.asked).toEqual([]);
  });

  it("fails where there is no such project", async () => {
    const run = await execution(newAccount());
    await expect(run.run(build())).rejects.toMatchObject({
      code: "JobFailed",
      message: expect.stringMatching(/^Error calling startBuild: .*Error Code: ResourceNotFoundException\)$/),
    });
  });

  async function projectThatTakesLong(account: TestAccount): Promise<void> {
    const buildspec = JSON.stringify({ version: "0.2", phases: { build: { commands: ["sleep 60"] } } });
    const environment = {
      type: "LINUX_CONTAINER",
      image: "aws/codebuild/standard:7.0",
      computeType: "BUILD_GENERAL1_SMALL",
    };
    await account.call("codebuild", "CreateProject", {
      name: "app",
      source: { type: "CODEPIPELINE", buildspec },
      artifacts: { type: "CODEPIPELINE" },
      environment,
      serviceRole: await account.createRole("build", "codebuild.amazonaws.com", [
        "logs:*",
        ...ARTIFACT_ACTIONS,
      ]),
    });
  }

  async function buildOf(account: TestAccount): Promise<string> {
    return vi.waitFor(async () => {
      const { ids } = (await account.call("codebuild", "ListBuilds")) as { ids: string[] };
      expect(ids).toHaveLength(1);
      return ids[0] ?? "";
    }, LIMIT);
  }

  it("starts a build of CodeBuild, and fails when that is stopped", async () => {
    const account = newAccount();
    await projectThatTakesLong(account);
    const run = await execution(account);
    const failure = expect(run.run(build())).rejects.toMatchObject({
      code: "JobFailed",
      message: expect.stringContaining("Build terminated with state: STOPPED"),
    });
    await account.call("codebuild", "StopBuild", { id: await buildOf(account) });
    await failure;
  });

  it("waits no longer once it is abandoned", async () => {
    const account = newAccount();
    await projectThatTakesLong(account);
    const run = await execution(account);
    const abandoning = new AbortController();
    const failure = expect(run.run(build(), { signal: abandoning.signal })).rejects.toThrow();
    await buildOf(account);
    abandoning.abort(new Error("abandoned"));
    await failure;
  });
});
