import { expect, it } from "vitest";
import { onLocalAws } from "./on-local-aws";
import { approval, build, ecrSource, githubSource, imagePipeline } from "./pipelines";

const stagesWith = (...actions: object[]) => ({
  stages: [
    { name: "Source", actions: [ecrSource] },
    { name: "Build", actions },
  ],
});
const source = (action: object) => ({
  stages: [
    { name: "Source", actions: [action] },
    { name: "Approve", actions: [approval] },
  ],
});
const unknownInput = { inputArtifacts: [{ name: "nobody" }] };
const trigger = (sourceActionName: string) => ({
  triggers: [{ providerType: "CodeStarSourceConnection", gitConfiguration: { sourceActionName } }],
});

onLocalAws("CodePipeline", (newAccount) => {
  async function create(changes: object): Promise<unknown> {
    const account = newAccount();
    const roleArn = await account.createRole("pipeline", "codepipeline.amazonaws.com");
    return account.call("codepipeline", "CreatePipeline", { pipeline: imagePipeline(roleArn, changes) });
  }

  it.each([
    ["with one stage", { stages: [{ name: "Source", actions: [ecrSource] }] }, "minimum of 2 stages"],
    [
      "with an input that nobody makes",
      stagesWith({ ...build, ...unknownInput }),
      "Bundle nobody in action Build",
    ],
    [
      "with an input made at the same time",
      stagesWith(
        { ...build, outputArtifacts: [{ name: "nobody" }] },
        { ...build, name: "Other", ...unknownInput },
      ),
      "Bundle nobody in action Other",
    ],
    [
      "with one output twice",
      stagesWith({ ...build, outputArtifacts: [{ name: "image" }] }),
      "image has been used",
    ],
    [
      "with one stage name twice",
      { stages: [...stagesWith(approval).stages, { name: "Build", actions: [approval] }] },
      "'Build' is used more than once",
    ],
    ["with one action name twice", stagesWith(approval, approval), "'Approve' is used more than once"],
    [
      "with a source in a later stage",
      stagesWith({ ...ecrSource, outputArtifacts: [{ name: "b" }] }),
      "only be in the first stage",
    ],
    [
      "that starts with no source",
      { stages: stagesWith(approval).stages.reverse() },
      "only contains source actions",
    ],
    [
      "of type V1 with variables",
      { pipelineType: "V1", variables: [{ name: "A" }] },
      "type V1 can't have variables",
    ],
    [
      "of type V1 that queues",
      { pipelineType: "V1", executionMode: "QUEUED" },
      "can't have executionMode QUEUED",
    ],
    ["of type V1 with triggers", { pipelineType: "V1", ...trigger("Image") }, "type V1 can't have triggers"],
    ["with a trigger of no connection", trigger("Image"), "only a CodeStarSourceConnection source"],
    ["without an artifact store", { artifactStore: undefined }, "artifactStore"],
  ])("refuses a pipeline %s", async (_what, changes, message) => {
    await expect(create(changes)).rejects.toMatchObject({
      code: "InvalidStructureException",
      message: expect.stringContaining(message),
    });
  });

  it.each([
    [
      "of an unknown type",
      stagesWith({ ...build, actionTypeId: { ...build.actionTypeId, provider: "CodeBild" } }),
      "CodeBild",
    ],
    [
      "without required configuration",
      source({ ...githubSource, configuration: { Owner: "o", Repo: "r", Branch: "b" } }),
      "'OAuthToken'",
    ],
    [
      "with unknown configuration",
      source({ ...ecrSource, configuration: { ...ecrSource.configuration, Tag: "x" } }),
      "'Tag'",
    ],
    ["with too few artifacts", stagesWith({ ...build, inputArtifacts: [] }), "has 0 input artifacts"],
    [
      "with too many artifacts",
      stagesWith({ ...approval, inputArtifacts: [{ name: "image" }] }),
      "has 1 input artifacts",
    ],
  ])("refuses an action %s", async (_what, changes, message) => {
    await expect(create(changes)).rejects.toMatchObject({
      code: "InvalidActionDeclarationException",
      message: expect.stringContaining(message),
    });
  });

  it("takes an input that an earlier action of the same stage makes", async () => {
    const first = { ...build, outputArtifacts: [{ name: "built" }] };
    const second = { ...build, name: "Second", runOrder: 2, inputArtifacts: [{ name: "built" }] };
    await expect(create(stagesWith(second, first))).resolves.toHaveProperty("pipeline");
  });

  it("refuses a role that does not exist", async () => {
    await expect(create({ roleArn: "arn:aws:iam::123456789012:role/nobody" })).rejects.toMatchObject({
      code: "InvalidStructureException",
      message: expect.stringContaining("the role arn:aws:iam::123456789012:role/nobody does not exist"),
    });
  });

  it("refuses a role that does not trust CodePipeline", async () => {
    const account = newAccount();
    const roleArn = await account.createRole("build", "codebuild.amazonaws.com");
    const pipeline = imagePipeline(roleArn);
    await expect(account.call("codepipeline", "CreatePipeline", { pipeline })).rejects.toMatchObject({
      code: "InvalidStructureException",
      message: expect.stringContaining("not authorized to perform AssumeRole"),
    });
  });

  it("refuses the same things in an update, and keeps the pipeline", async () => {
    const account = newAccount();
    const roleArn = await account.createRole("pipeline", "codepipeline.amazonaws.com");
    await account.call("codepipeline", "CreatePipeline", { pipeline: imagePipeline(roleArn) });
    const pipeline = imagePipeline(roleArn, { stages: [] });
    await expect(account.call("codepipeline", "UpdatePipeline", { pipeline })).rejects.toMatchObject({
      code: "InvalidStructureException",
    });
    await expect(account.call("codepipeline", "GetPipeline", { name: "pipeline" })).resolves.toMatchObject({
      pipeline: { version: 1, stages: [{ name: "Source" }, { name: "Approve" }] },
    });
  });
});
