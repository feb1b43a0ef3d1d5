import { expect, it } from "vitest";
import type { PipelineRun } from "../../../local/aws/pipeline-run";
import { createProject } from "./builds";
import { onLocalAws, type TestAccount } from "./on-local-aws";
import { ARTIFACT_ACTIONS } from "./run-action";

// Writes the image that the repository names as what is deployed, and says which commit it came from.
const BUILDSPEC = `version: 0.2
env:
  exported-variables: [COMMIT]
phases:
  build:
    commands:
      - COMMIT="$CODEBUILD_RESOLVED_SOURCE_VERSION"
      - test -f image.txt
      - printf '[{"name":"service","imageUri":"%s"}]' "$(cat image.txt)" > imagedefinitions.json
artifacts:
  files: [imagedefinitions.json]
`;

const DEPLOYS = [
  "ecs:DescribeServices",
  "ecs:DescribeTaskDefinition",
  "ecs:RegisterTaskDefinition",
  "ecs:UpdateService",
  "iam:PassRole",
];

onLocalAws("a release", (newAccount, { repository }) => {
  /** A pipeline from GitHub by CodeBuild to ECS, one bucket and one key, all roles with what they need. */
  async function createPipeline(account: TestAccount, name: string): Promise<void> {
    const bucket = `artifacts-${account.accountId}`;
    await account.createBucket(bucket);
    await account.createEcsService({ cluster: "cluster", service: "service" });
    const source = { type: "CODEPIPELINE", buildspec: "buildspec.yml" };
    const artifacts = { type: "CODEPIPELINE" };
    await createProject(account, "", { source, artifacts }, ARTIFACT_ACTIONS);
    const action = (type: string, configuration: object, artifactNames: object) => {
      const [category, owner, provider] = type.split("/");
      const actionTypeId = { category, owner, provider, version: "1" };
      return { name: category, namespace: category, actionTypeId, configuration, ...artifactNames };
    };
    const [code, image] = [[{ name: "code" }], [{ name: "image" }]];
    const github = {
      Owner: "acme",
      Repo: name,
      Branch: "main",
      OAuthToken: "t",
      PollForSourceChanges: "false",
    };
    const service = { ClusterName: "cluster", ServiceName: "service" };
    const actions = [
      action("Source/ThirdParty/GitHub", github, { outputArtifacts: code }),
      action(
        "Build/AWS/CodeBuild",
        { ProjectName: "build" },
        { inputArtifacts: code, outputArtifacts: image },
      ),
      action("Deploy/AWS/ECS", service, { inputArtifacts: image }),
    ];
    const roleArn = await account.createRole("pipeline", "codepipeline.amazonaws.com", [
      ...ARTIFACT_ACTIONS,
      ...DEPLOYS,
      "codebuild:StartBuild",
      "codebuild:BatchGetBuilds",
    ]);
    const encryptionKey = { type: "KMS", id: await account.createOwnKey() };
    const pipeline = {
      name: "pipeline",
      roleArn,
      pipelineType: "V2",
      artifactStore: { type: "S3", location: bucket, encryptionKey },
      stages: actions.map((only) => ({ name: `${only.name}Stage`, actions: [only] })),
    };
    await account.call("codepipeline", "CreatePipeline", { pipeline });
  }

  /** The execution that a new pipeline starts with. */
  async function firstRun(account: TestAccount): Promise<PipelineRun> {
    const [first] = await account.executions("pipeline");
    return account.attach("pipeline", first?.pipelineExecutionId ?? "");
  }

  it("goes from a commit to the image that the service runs", async () => {
    const account = newAccount();
    await account.createImageRepository("app");
    const { digest } = await account.pushImage({ repository: "app", tag: "v1" });
    const image = `${account.accountId}.dkr.ecr.${account.region}.amazonaws.com/app:v1`;
    const files = { "buildspec.yml": BUILDSPEC, "image.txt": image };
    const { sha } = await repository("acme/released").commit({ branch: "main", files });
    await createPipeline(account, "released");
    const run = await firstRun(account);
    expect(await run.end(), await run.summary()).toBe("Succeeded");
    expect(await run.states()).toEqual([
      "SourceStage/Source Succeeded",
      "BuildStage/Build Succeeded",
      "DeployStage/Deploy Succeeded",
    ]);
    expect(await run.variables()).toMatchObject({ "Source.CommitId": sha, "Build.COMMIT": sha });
    expect(JSON.parse((await run.artifact("image"))["imagedefinitions.json"] ?? "")).toEqual([
      { name: "service", imageUri: image },
    ]);
    expect(await account.runningImages("cluster", "service")).toEqual({ service: { image, digest } });
  });

  it("stops at a build that fails, and nothing is deployed", async () => {
    const account = newAccount();
    await repository("acme/broken").commit({ branch: "main", files: { "buildspec.yml": BUILDSPEC } });
    await createPipeline(account, "broken");
    const run = await firstRun(account);
    expect(await run.end()).toBe("Failed");
    expect(await run.states()).toEqual(["SourceStage/Source Succeeded", "BuildStage/Build Failed"]);
    expect((await run.action("Build")).output.executionResult?.errorDetails).toMatchObject({
      code: "JobFailed",
      message: expect.stringMatching(
        /^Build terminated with state: FAILED\. Phase: BUILD, Code: COMMAND_EXECUTION_ERROR, Message: .*test -f image\.txt/,
      ),
    });
    expect((await account.runningImages("cluster", "service")).service?.image).toBe("scratch");
  });
});
