import { expect, it } from "vitest";
import { CALL_AWS, createFunction } from "./functions";
import { onLocalAws, type TestAccount } from "./on-local-aws";
import { approval, build, ecrSource } from "./pipelines";

const S3 = [
  "s3:GetObject",
  "s3:GetObjectVersion",
  "s3:GetBucketVersioning",
  "s3:PutObject",
  "s3:PutObjectAcl",
];
const LOGS = ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"];
const BUILDS = ["codebuild:StartBuild", "codebuild:BatchGetBuilds", "codebuild:StopBuild"];

const buildspec = `
version: 0.2
env:
  exported-variables: [WORD]
phases:
  build:
    commands:
      - WORD=hello
      - echo "the stage is $STAGE"
      - test "$STAGE" != broken
      - cp imageDetail.json out.json
artifacts:
  files: [out.json]
`;

/** An image that is built upon and approved, with roles that may do what AWS documents. */
async function createWholePipeline(account: TestAccount): Promise<void> {
  const bucket = `artifacts-${account.accountId}`;
  await account.createBucket(bucket);
  await account.createImageRepository("app");
  await account.pushImage({ repository: "app", tag: "latest" });
  await account.call("codebuild", "CreateProject", {
    name: "build",
    serviceRole: await account.createRole("build", "codebuild.amazonaws.com", [...S3, ...LOGS]),
    source: { type: "CODEPIPELINE", buildspec },
    artifacts: { type: "CODEPIPELINE" },
    environment: { type: "LINUX_CONTAINER", image: "image", computeType: "BUILD_GENERAL1_SMALL" },
  });
  const variable = [{ name: "STAGE", value: "#{variables.STAGE}" }];
  const configuration = { ProjectName: "build", EnvironmentVariables: JSON.stringify(variable) };
  const pipeline = {
    name: "pipeline",
    roleArn: await account.createRole("pipeline", "codepipeline.amazonaws.com", [
      ...S3,
      ...BUILDS,
      "ecr:DescribeImages",
      "lambda:InvokeFunction",
    ]),
    artifactStore: { type: "S3", location: bucket },
    pipelineType: "V2",
    variables: [{ name: "STAGE", defaultValue: "dev" }],
    stages: [
      { name: "Source", actions: [{ ...ecrSource, namespace: "source" }] },
      {
        name: "Build",
        actions: [{ ...build, configuration, namespace: "build", outputArtifacts: [{ name: "built" }] }],
      },
      { name: "Approve", actions: [approval], beforeEntry: { conditions: [condition] } },
    ],
  };
  await account.call("codepipeline", "CreatePipeline", { pipeline });
}

const condition = {
  result: "FAIL",
  rules: [
    {
      name: "Lambda",
      ruleTypeId: { category: "Rule", owner: "AWS", provider: "LambdaInvoke", version: "1" },
      configuration: { FunctionName: "function", UserParameters: "#{build.WORD}" },
    },
  ],
};

const saysYesTo = (word: string) => `${CALL_AWS}
  exports.handler = async ({ "CodePipeline.job": { id: jobId, data } }) => {
    const said = data.actionConfiguration.configuration.UserParameters;
    const [operation, input] = said === ${JSON.stringify(word)}
      ? ["PutJobSuccessResult", {}]
      : ["PutJobFailureResult", { failureDetails: { type: "JobFailed", message: "not " + said } }];
    await call("codepipeline", "CodePipeline_20150709." + operation, { jobId, ...input });
  }`;

const putsResults = { actions: ["codepipeline:PutJobSuccessResult", "codepipeline:PutJobFailureResult"] };

onLocalAws("a whole execution", (newAccount) => {
  it("fetches an image, builds upon it, asks a function and a reviewer, and shows all of it", async () => {
    const account = newAccount();
    await createFunction(account, saysYesTo("hello"), putsResults);
    await createWholePipeline(account);
    const run = await account.attachToLatest("pipeline");
    expect(await run.end()).toBe("InProgress");
    expect(await run.states()).toEqual([
      "Source/Image Succeeded",
      "Build/Build Succeeded",
      "Approve/Approve InProgress",
    ]);
    const { sourceRevisions } = (await account.executions("pipeline")).at(-1) ?? {};
    const built = JSON.parse((await run.artifact("built"))["out.json"] ?? "");
    expect(built).toMatchObject({ ImageTags: ["latest"], ImageDigest: sourceRevisions?.[0]?.revisionId });
    expect(await run.log("Build")).toEqual(
      expect.arrayContaining([expect.stringContaining("the stage is dev")]),
    );
    expect(await run.variables()).toMatchObject({ "variables.STAGE": "dev", "build.WORD": "hello" });
    await run.approve("Approve");
    expect(await run.end()).toBe("Succeeded");
  });

  it("stops at a build that fails, and says so", async () => {
    const account = newAccount();
    await createFunction(account, saysYesTo("hello"), putsResults);
    await createWholePipeline(account);
    const run = await account.run("pipeline", { STAGE: "broken" });
    expect(await run.end()).toBe("Failed");
    expect(await run.states()).toEqual(["Source/Image Succeeded", "Build/Build Failed"]);
    await expect(run.artifact("built")).rejects.toThrow("no action wrote built");
  });

  it("stops where the function of a rule says no", async () => {
    const account = newAccount();
    await createFunction(account, saysYesTo("something else"), putsResults);
    await createWholePipeline(account);
    const run = await account.attachToLatest("pipeline");
    expect(await run.end()).toBe("Failed");
    expect(await run.summary()).toBe("The rule 'Lambda' of beforeEntry failed: not hello");
  });
});
