import { strToU8, zipSync } from "fflate";
import { expect, it } from "vitest";
import { latestDeployment } from "../../../local/aws/local-deployments";
import { runningImages } from "../../../local/aws/local-ecs-service";
import { appSpec, createBlueGreenService, describeService } from "./blue-green-service";
import { until } from "./functions";
import { onLocalAws, type TestAccount } from "./on-local-aws";
import { ARTIFACT_ACTIONS } from "./run-action";

const LIMIT = { timeout: 30_000 };

const action = (name: string, type: string, configuration: object, artifacts: object) => {
  const [category, owner, provider] = type.split("/");
  return { name, actionTypeId: { category, owner, provider, version: "1" }, configuration, ...artifacts };
};

onLocalAws("a pipeline that deploys blue/green", (newAccount) => {
  /** From an image and an object with the templates to a service of CodeDeploy; answers with the pushed digest. */
  async function createPipeline(account: TestAccount): Promise<string> {
    await createBlueGreenService(account);
    await account.createImageRepository("app");
    const { digest } = await account.pushImage({ repository: "app", tag: "latest" });
    const bucket = `artifacts-${account.accountId}`;
    await account.createBucket(bucket);
    const versions = "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>";
    await account.send("s3", "PUT", `/${bucket}?versioning`, versions);
    const taskDefinition = {
      family: "service",
      networkMode: "awsvpc",
      requiresCompatibilities: ["FARGATE"],
      cpu: "256",
      memory: "512",
      executionRoleArn: `arn:aws:iam::${account.accountId}:role/execution`,
      containerDefinitions: [
        { name: "service", image: "<IMAGE1_NAME>", portMappings: [{ containerPort: 80 }] },
      ],
    };
    const files = {
      "taskdef.json": strToU8(JSON.stringify(taskDefinition)),
      "appspec.yaml": strToU8(appSpec("<TASK_DEFINITION>")),
    };
    await account.send("s3", "PUT", `/${bucket}/definitions.zip`, new Uint8Array(zipSync(files)));
    const roleArn = await account.createRole("pipeline", "codepipeline.amazonaws.com", [
      ...ARTIFACT_ACTIONS,
      "s3:GetObjectTagging",
      "s3:GetObjectVersionTagging",
      "s3:GetBucketAcl",
      "s3:ListBucket",
      "ecr:DescribeImages",
      "codedeploy:CreateDeployment",
      "codedeploy:GetDeployment",
      "codedeploy:GetDeploymentConfig",
      "codedeploy:RegisterApplicationRevision",
      "ecs:RegisterTaskDefinition",
      "iam:PassRole",
    ]);
    const image = { RepositoryName: "app", ImageTag: "latest" };
    const definitions = { S3Bucket: bucket, S3ObjectKey: "definitions.zip", PollForSourceChanges: "false" };
    const deployment = {
      ApplicationName: "application",
      DeploymentGroupName: "group",
      TaskDefinitionTemplateArtifact: "definitions",
      AppSpecTemplateArtifact: "definitions",
      Image1ArtifactName: "image",
      Image1ContainerName: "IMAGE1_NAME",
    };
    const inputArtifacts = [{ name: "definitions" }, { name: "image" }];
    const pipeline = {
      name: "pipeline",
      roleArn,
      artifactStore: { type: "S3", location: bucket },
      pipelineType: "V2",
      stages: [
        {
          name: "Source",
          actions: [
            action("Image", "Source/AWS/ECR", image, { outputArtifacts: [{ name: "image" }] }),
            action("Definitions", "Source/AWS/S3", definitions, {
              outputArtifacts: [{ name: "definitions" }],
            }),
          ],
        },
        {
          name: "Deploy",
          actions: [action("BlueGreen", "Deploy/AWS/CodeDeployToECS", deployment, { inputArtifacts })],
        },
      ],
    };
    await account.call("codepipeline", "CreatePipeline", { pipeline });
    return digest;
  }

  const deploymentOf = async (account: TestAccount) => {
    await until(
      () => account.call("codedeploy", "ListDeployments"),
      (answer) => (answer as { deployments: string[] }).deployments.length > 0,
    );
    return latestDeployment(account, "application", "group");
  };

  it("goes from a push to the tasks in production, and ends with the old ones", LIMIT, async () => {
    const account = newAccount();
    const digest = await createPipeline(account);
    const run = await account.attachToLatest("pipeline");
    const deployment = await deploymentOf(account);
    expect(await deployment.rest()).toMatchObject({ reason: "termination" });
    expect(await run.status()).toBe("InProgress");
    expect((await runningImages(account, "cluster", "service")).service?.digest).toBe(digest);
    await account.passTime({ minutes: 5 });
    expect(await run.end()).toBe("Succeeded");
    expect(await run.action("BlueGreen")).toMatchObject({
      status: "Succeeded",
      output: { executionResult: { externalExecutionId: deployment.deploymentId } },
    });
    expect((await describeService(account)).taskSets).toHaveLength(1);
  });

  it("leaves the deployment to CodeDeploy when its execution is stopped and abandoned", LIMIT, async () => {
    const account = newAccount();
    await createPipeline(account);
    const run = await account.attachToLatest("pipeline");
    const deployment = await deploymentOf(account);
    await deployment.rest();
    await run.stop({ abandon: true });
    expect(await run.end()).toBe("Stopped");
    expect((await run.action("BlueGreen")).status).toBe("Abandoned");
    expect(await deployment.status()).toBe("InProgress");
  });

  it("fails with its deployment", LIMIT, async () => {
    const account = newAccount();
    await createPipeline(account);
    const run = await account.attachToLatest("pipeline");
    const deployment = await deploymentOf(account);
    await deployment.rest();
    await deployment.stop({ rollBack: true });
    expect(await run.end()).toBe("Failed");
    expect((await run.action("BlueGreen")).output.executionResult).toMatchObject({
      errorDetails: { code: "JobFailed", message: expect.stringContaining(deployment.deploymentId) },
    });
    await deployment.rest();
    expect(await runningImages(account, "cluster", "service")).toMatchObject({
      service: { image: "blue:1" },
    });
  });
});
