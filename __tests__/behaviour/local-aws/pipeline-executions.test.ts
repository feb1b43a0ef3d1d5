import { expect, it, vi } from "vitest";
import { recordEvents } from "./executions";
import { onLocalAws, type TestAccount } from "./on-local-aws";
import { createGithubPipeline, createImagePipeline } from "./pipelines";

vi.mock("../../../local/aws/codepipeline/actions/index", () => vi.importActual("./fake-actions"));
vi.mock("../../../local/aws/codepipeline/artifacts/execution-artifacts", () =>
  vi.importActual("./fake-artifacts"),
);

const start = (account: TestAccount, input: object = {}) =>
  account.call("codepipeline", "StartPipelineExecution", { name: "pipeline", ...input });

const digestOverride = (revisionValue: string) => ({
  sourceRevisions: [{ actionName: "Image", revisionType: "IMAGE_DIGEST", revisionValue }],
});

onLocalAws("a pipeline", (newAccount) => {
  it("runs once when it is created, and fails while its image is missing", async () => {
    const account = newAccount();
    await createImagePipeline(account);
    const [first] = await account.executions("pipeline");
    await account.attach("pipeline", first?.pipelineExecutionId ?? "").end();
    expect(await account.executions("pipeline")).toMatchObject([
      {
        status: "Failed",
        statusSummary: expect.stringContaining("ImageNotFoundException"),
        trigger: { triggerType: "CreatePipeline" },
      },
    ]);
  });

  it("starts with the digest that its tag names at that moment", async () => {
    const account = newAccount();
    await createImagePipeline(account);
    const { digest } = await account.pushImage({ repository: "app", tag: "latest" });
    await (await account.run("pipeline")).end();
    await account.pushImage({ repository: "app", tag: "latest" });
    expect((await account.executions("pipeline")).at(-1)).toMatchObject({
      status: "InProgress",
      trigger: { triggerType: "StartPipelineExecution" },
      sourceRevisions: [{ actionName: "Image", revisionId: digest }],
    });
  });

  it("starts with the digest that it is told", async () => {
    const account = newAccount();
    await createImagePipeline(account);
    const { digest } = await account.pushImage({ repository: "app", tag: "old" });
    await account.pushImage({ repository: "app", tag: "latest" });
    const started = (await start(account, digestOverride(digest))) as { pipelineExecutionId: string };
    const input = { pipelineName: "pipeline", ...started };
    await account.attach("pipeline", started.pipelineExecutionId).end();
    await expect(account.call("codepipeline", "GetPipelineExecution", input)).resolves.toMatchObject({
      pipelineExecution: { status: "InProgress", artifactRevisions: [{ name: "image", revisionId: digest }] },
    });
  });

  it("refuses another revision while it is of type V1", async () => {
    const account = newAccount();
    await createImagePipeline(account, { pipelineType: "V1" });
    await expect(start(account, digestOverride("sha256:1"))).rejects.toMatchObject({
      code: "ValidationException",
      message: expect.stringContaining("type V2"),
    });
  });

  it.each([
    ["of an action that is no source", { actionName: "Approve", revisionType: "IMAGE_DIGEST" }, "are Image"],
    [
      "of a type that its source does not know",
      { actionName: "Image", revisionType: "COMMIT_ID" },
      "IMAGE_DIGEST",
    ],
  ])("refuses a revision %s", async (_what, override, message) => {
    const account = newAccount();
    await createImagePipeline(account);
    const input = { sourceRevisions: [{ ...override, revisionValue: "x" }] };
    await expect(start(account, input)).rejects.toMatchObject({
      code: "ValidationException",
      message: expect.stringContaining(message),
    });
  });

  it("resolves its variables from the start, else from their defaults", async () => {
    const account = newAccount();
    const variables = [
      { name: "STAGE", defaultValue: "dev" },
      { name: "COLOR", defaultValue: "blue" },
    ];
    await createImagePipeline(account, { variables });
    const started = await start(account, { variables: [{ name: "STAGE", value: "prod" }] });
    const input = { pipelineName: "pipeline", ...(started as object) };
    await expect(account.call("codepipeline", "GetPipelineExecution", input)).resolves.toMatchObject({
      pipelineExecution: {
        variables: [
          { name: "STAGE", resolvedValue: "prod" },
          { name: "COLOR", resolvedValue: "blue" },
        ],
      },
    });
  });

  it("refuses a variable that it does not declare", async () => {
    const account = newAccount();
    await createImagePipeline(account);
    await expect(start(account, { variables: [{ name: "A", value: "1" }] })).rejects.toMatchObject({
      code: "ValidationException",
      message: expect.stringContaining("no variable 'A'"),
    });
  });

  it("tells the bus when it starts and when it is stopped", async () => {
    const account = newAccount();
    await createImagePipeline(account);
    await account.pushImage({ repository: "app", tag: "latest" });
    const events = await recordEvents(account);
    const run = await account.run("pipeline");
    await run.end();
    await run.stop({ abandon: true });
    await run.end();
    const detail = { pipeline: "pipeline", "execution-id": run.pipelineExecutionId };
    const ofPipeline = (await events()).filter((event) =>
      event["detail-type"].includes("Pipeline Execution"),
    );
    expect(ofPipeline).toMatchObject([
      {
        "detail-type": "CodePipeline Pipeline Execution State Change",
        detail: { ...detail, state: "STARTED" },
      },
      { detail: { ...detail, state: "STOPPING" } },
      { detail: { ...detail, state: "STOPPED" } },
    ]);
  });

  it("shows where its newest execution stands", async () => {
    const account = newAccount();
    await createImagePipeline(account);
    const { digest } = await account.pushImage({ repository: "app", tag: "latest" });
    const run = await account.run("pipeline");
    await run.end();
    const { pipelineExecutionId } = run;
    await expect(
      account.call("codepipeline", "GetPipelineState", { name: "pipeline" }),
    ).resolves.toMatchObject({
      stageStates: [
        {
          stageName: "Source",
          latestExecution: { pipelineExecutionId, status: "Succeeded", type: "STANDARD" },
          actionStates: [{ actionName: "Image", currentRevision: { revisionId: digest } }],
        },
        {
          stageName: "Approve",
          inboundTransitionState: { enabled: true },
          latestExecution: { pipelineExecutionId, status: "InProgress" },
        },
      ],
    });
  });

  it("shows its GitHub token as asterisks", async () => {
    const account = newAccount();
    await createGithubPipeline(account);
    const shown = JSON.stringify(await account.call("codepipeline", "GetPipeline", { name: "pipeline" }));
    expect(shown).toContain('"OAuthToken":"****"');
  });

  it("has AWS's errors when its name is taken or unknown", async () => {
    const account = newAccount();
    await createGithubPipeline(account);
    await expect(account.call("codepipeline", "GetPipeline", { name: "other" })).rejects.toMatchObject({
      code: "PipelineNotFoundException",
    });
    const { pipeline } = (await account.call("codepipeline", "GetPipeline", {
      name: "pipeline",
    })) as object & {
      pipeline: object;
    };
    await expect(account.call("codepipeline", "CreatePipeline", { pipeline })).rejects.toMatchObject({
      code: "PipelineNameInUseException",
    });
  });

  it("is tagged and untagged", async () => {
    const account = newAccount();
    await createGithubPipeline(account);
    const resourceArn = account.arn("codepipeline", "pipeline");
    const tags = [
      { key: "a", value: "1" },
      { key: "b", value: "2" },
    ];
    await account.call("codepipeline", "TagResource", { resourceArn, tags });
    await account.call("codepipeline", "UntagResource", { resourceArn, tagKeys: ["a"] });
    await expect(account.call("codepipeline", "ListTagsForResource", { resourceArn })).resolves.toEqual({
      tags: [{ key: "b", value: "2" }],
    });
  });
});
