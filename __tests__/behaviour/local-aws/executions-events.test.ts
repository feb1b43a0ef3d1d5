import { expect, it, vi } from "vitest";
import { builds, createPipeline, firstRun, recordEvents } from "./executions";
import { fakeBuild } from "./fake-actions";
import { onLocalAws } from "./on-local-aws";

vi.mock("../../../local/aws/codepipeline/actions/index", () => vi.importActual("./fake-actions"));
vi.mock("../../../local/aws/codepipeline/artifacts/execution-artifacts", () =>
  vi.importActual("./fake-artifacts"),
);

const inWords = ({ stage, action, state }: Readonly<Record<string, unknown>>) =>
  [stage, action, state].filter((word) => word !== undefined).join(" ");

onLocalAws("the events of an execution", (newAccount) => {
  it("tell every change of state of the pipeline, its stages and its actions, in order", async () => {
    const account = newAccount();
    const events = await recordEvents(account);
    const run = await firstRun(account, [{ name: "Build", actions: [builds("succeeds")] }]);
    await run.end();
    expect((await events()).map(({ detail }) => inWords(detail))).toEqual([
      "STARTED",
      "Source STARTED",
      "Source Image STARTED",
      "Source Image SUCCEEDED",
      "Source SUCCEEDED",
      "Build STARTED",
      "Build Build STARTED",
      "Build Build SUCCEEDED",
      "Build SUCCEEDED",
      "SUCCEEDED",
    ]);
  });

  it("have AWS's own form", async () => {
    const account = newAccount();
    const events = await recordEvents(account);
    const run = await firstRun(account, [{ name: "Build", actions: [builds("succeeds")] }]);
    await run.end();
    const all = await events();
    const common = {
      pipeline: "pipeline",
      "execution-id": run.pipelineExecutionId,
      "start-time": expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      version: 1,
      "pipeline-execution-attempt": 1,
    };
    const image = { name: "image", s3location: { bucket: "artifacts", key: "pipeline/image" } };
    expect(all[0]).toMatchObject({
      source: "aws.codepipeline",
      account: account.accountId,
      region: account.region,
      resources: [account.arn("codepipeline", "pipeline")],
      "detail-type": "CodePipeline Pipeline Execution State Change",
    });
    expect(all[0]?.detail).toEqual({
      ...common,
      "execution-trigger": {
        "trigger-type": "CreatePipeline",
        "trigger-detail": `arn:aws:iam::${account.accountId}:root`,
      },
      state: "STARTED",
    });
    expect(all.at(-1)?.detail).toEqual({ ...common, state: "SUCCEEDED" });
    expect(all[1]?.["detail-type"]).toBe("CodePipeline Stage Execution State Change");
    expect(all[1]?.detail).toEqual({ ...common, stage: "Source", state: "STARTED" });
    expect(all[3]?.["detail-type"]).toBe("CodePipeline Action Execution State Change");
    expect(all[3]?.detail).toMatchObject({
      action: "Image",
      "output-artifacts": [image],
      "execution-result": { "external-execution-id": expect.any(String) },
    });
    expect(all[7]?.detail).toEqual({
      ...common,
      stage: "Build",
      action: "Build",
      "action-execution-id": expect.any(String),
      "execution-result": { "external-execution-id": "build of Build" },
      "input-artifacts": [image],
      state: "SUCCEEDED",
      region: account.region,
      type: { owner: "AWS", provider: "CodeBuild", category: "Build", version: "1" },
    });
  });

  it("tell of which commit an execution is that a Git trigger started, once its source has run", async () => {
    const account = newAccount();
    const events = await recordEvents(account);
    const source = {
      actionTypeId: { category: "Source", owner: "AWS", provider: "CodeStarSourceConnection", version: "1" },
      configuration: {
        ConnectionArn: account.arn("codeconnections", "connection/elsewhere"),
        FullRepositoryId: "shop/app",
        BranchName: "main",
      },
    };
    const gitConfiguration = {
      sourceActionName: "Image",
      push: [{ branches: { includes: ["main"] } }],
    };
    const triggers = [{ providerType: "CodeStarSourceConnection", gitConfiguration }];
    await createPipeline(account, [{ name: "Build", actions: [builds("succeeds")] }], { triggers }, source);
    const commit = "1".repeat(40);
    const [detected] = await account.changeRepository("shop/app", { branch: "main", commit });
    await account.attach("pipeline", detected?.started ?? "").end();
    const ofPipeline = (await events()).filter(
      ({ detail }) => detail["execution-id"] === detected?.started && detail.stage === undefined,
    );
    expect(ofPipeline.map(({ detail }) => detail["execution-trigger"])).toEqual([
      expect.objectContaining({ "trigger-type": "WebhookV2" }),
      { "full-repository-name": "shop/app", "commit-id": commit },
    ]);
  });

  it("tell why an action failed", async () => {
    const account = newAccount();
    const events = await recordEvents(account);
    const run = await firstRun(account, [{ name: "Build", actions: [builds("fails")] }]);
    await run.end();
    const failed = (await events()).filter(({ detail }) => detail.state === "FAILED");
    expect(failed.map(({ detail }) => inWords(detail))).toEqual([
      "Build Build FAILED",
      "Build FAILED",
      "FAILED",
    ]);
    expect(failed[0]?.detail["execution-result"]).toEqual({
      "external-execution-id": "build of Build",
      "external-execution-summary": "the build failed",
      "error-code": "JobFailed",
    });
  });

  it("may start another execution", async () => {
    const account = newAccount();
    const EventPattern = JSON.stringify({
      source: ["aws.codepipeline"],
      detail: { state: ["SUCCEEDED"], stage: ["Build"] },
      "detail-type": ["CodePipeline Stage Execution State Change"],
    });
    const run = await firstRun(account, [{ name: "Build", actions: [builds("waits")] }]);
    const RoleArn = await account.createRole("events", "events.amazonaws.com", ["codepipeline:Start*"]);
    await account.call("events", "PutRule", { Name: "again", EventPattern });
    const Arn = account.arn("codepipeline", "pipeline");
    await account.call("events", "PutTargets", { Rule: "again", Targets: [{ Id: "again", Arn, RoleArn }] });
    (await fakeBuild(account.accountId, "Build")).succeed();
    expect(await run.end()).toBe("Succeeded");
    const [, started] = await account.executions("pipeline");
    expect(started?.trigger.triggerType).toBe("CloudWatchEvent");
    await fakeBuild(account.accountId, "Build");
  });
});
