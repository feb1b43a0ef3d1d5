import { strToU8 } from "fflate";
import { expect, it } from "vitest";
import { createEcsService } from "../../../local/aws/local-ecs-service";
import { onLocalAws, type TestAccount } from "./on-local-aws";
import { ARTIFACT_ACTIONS, actionOf, declarationOf, type ShortAction, TestExecution } from "./run-action";

const IMAGES = { "imagedefinitions.json": strToU8('[{"name":"service","imageUri":"other"}]') };
const VERSIONING = "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>";

const ecr: ShortAction = {
  type: "Source/AWS/ECR",
  configuration: { RepositoryName: "app" },
  outputs: ["output"],
};
const s3: ShortAction = {
  type: "Source/AWS/S3",
  configuration: { S3Bucket: "BUCKET", S3ObjectKey: "file" },
  outputs: ["output"],
};
const connection: ShortAction = {
  type: "Source/AWS/CodeStarSourceConnection",
  configuration: { ConnectionArn: "CONNECTION", FullRepositoryId: "acme/denied", BranchName: "main" },
  outputs: ["output"],
};
const build: ShortAction = {
  type: "Build/AWS/CodeBuild",
  configuration: { ProjectName: "app" },
  inputs: ["input"],
};
const deploy: ShortAction = {
  type: "Deploy/AWS/ECS",
  configuration: { ClusterName: "cluster", ServiceName: "service" },
  inputs: ["input"],
};

// With what its reference page says that the action needs: without any one of these it fails, and with all it succeeds.
const NEEDED: readonly [ShortAction, readonly string[]][] = [
  [ecr, ["ecr:DescribeImages", "s3:PutObject", "kms:GenerateDataKey"]],
  [s3, ["s3:GetBucketVersioning", "s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"]],
  [connection, ["codeconnections:UseConnection", "s3:PutObject"]],
  [build, ["codebuild:StartBuild"]],
  [
    deploy,
    [
      "s3:GetBucketVersioning",
      "s3:GetObject",
      "kms:Decrypt",
      "ecs:DescribeServices",
      "ecs:DescribeTaskDefinition",
      "ecs:RegisterTaskDefinition",
      "ecs:UpdateService",
      "iam:PassRole",
    ],
  ],
];

const ALL = [...new Set([...ARTIFACT_ACTIONS, ...NEEDED.flatMap(([, actions]) => actions)])];

onLocalAws("an action whose role lacks a permission", (newAccount, { scopeOf, repository }) => {
  /** All that the actions work with, and an execution as a role that may not do one thing. */
  async function prepared(without: string): Promise<{ account: TestAccount; run: TestExecution }> {
    const account = newAccount();
    const bucket = `artifacts-${account.accountId}`;
    await account.createBucket(bucket);
    const encryptionKey = { type: "KMS", id: await account.createOwnKey() };
    const allowed = ALL.filter((action) => action !== without);
    const role = await account.createRole("pipeline", "codepipeline.amazonaws.com", allowed);
    const writer = await account.createRole("writer", "codepipeline.amazonaws.com", ARTIFACT_ACTIONS);
    const artifactStore = { type: "S3", location: bucket, encryptionKey };
    const run = new TestExecution(scopeOf(account), declarationOf(role, { artifactStore }));
    const before = actionOf({ type: "Build/AWS/CodeBuild", outputs: ["input"] });
    await run.artifacts.forAction(before, await run.session(writer), account.region).write("input", IMAGES);
    return { account, run };
  }

  /** The action with the names of what is made for it. */
  async function madeFor(account: TestAccount, action: ShortAction): Promise<ShortAction> {
    const configuration = { ...action.configuration };
    switch (action) {
      case ecr:
        await account.createImageRepository("app");
        await account.pushImage({ repository: "app", tag: "latest" });
        break;
      case s3:
        configuration.S3Bucket = `source-${account.accountId}`;
        await account.createBucket(configuration.S3Bucket);
        await account.send("s3", "PUT", `/${configuration.S3Bucket}?versioning`, VERSIONING);
        await account.send("s3", "PUT", `/${configuration.S3Bucket}/file`, "content");
        break;
      case connection:
        await account.createConnection("github");
        [configuration.ConnectionArn = ""] = await account.confirmConnections();
        await repository("acme/denied").commit({ branch: "main", files: { a: "1" } });
        break;
      case deploy:
        await createEcsService(account, { cluster: "cluster", service: "service" });
        break;
    }
    return { ...action, configuration };
  }

  const cases = NEEDED.flatMap(([action, needed]) =>
    needed.map((permission) => [action.type, permission, action] as const),
  );

  it.each(cases)("fails as %s without %s, and says so", async (_type, permission, action) => {
    const { account, run } = await prepared(permission);
    const failure = run.run(await madeFor(account, action));
    await expect(failure).rejects.toThrow(
      new RegExp(`assumed-role/pipeline/test is not authorized to perform: ${permission} on resource: `),
    );
    await expect(failure).rejects.toMatchObject({ code: action === build ? "JobFailed" : "PermissionError" });
  });

  it.each([ecr, s3, connection, deploy].map((action) => [action.type, action] as const))(
    "succeeds as %s with all of them",
    async (_type, action) => {
      const { account, run } = await prepared("nothing");
      await expect(run.run(await madeFor(account, action))).resolves.toBeDefined();
    },
  );
});
