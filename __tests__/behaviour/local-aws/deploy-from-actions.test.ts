import { expect, it } from "vitest";
import type { AwsClient } from "../../../local/aws/client/aws-client";
import { imageOf, MANIFEST_TYPE } from "../../../local/aws/ecr/image-manifest";
import { uploadBlobs } from "../../../local/aws/ecr/upload-blobs";
import { createEcsService } from "../../../local/aws/local-ecs-service";
import { onLocalAws, type TestAccount } from "./on-local-aws";
import { allow, putPolicy, worker } from "./roles";

const repository = { repositoryName: "app" };

/** What the role of a workflow that deploys to ECS may do, and nothing that it does not need. */
function statements(account: TestAccount, bucket: string): readonly Record<string, unknown>[] {
  const onImages = (action: string) => allow(`ecr:${action}`, account.arn("ecr", "repository/app"));
  return [
    allow("ecr:GetAuthorizationToken", "*"),
    onImages("BatchCheckLayerAvailability"),
    onImages("InitiateLayerUpload"),
    onImages("UploadLayerPart"),
    onImages("CompleteLayerUpload"),
    onImages("PutImage"),
    onImages("BatchGetImage"),
    onImages("GetDownloadUrlForLayer"),
    allow("s3:GetObject", `arn:aws:s3:::${bucket}/base.json`),
    allow("ecs:RegisterTaskDefinition", account.arn("ecs", "task-definition/app:*")),
    allow("ecs:TagResource", account.arn("ecs", "task-definition/app:*")),
    allow("iam:PassRole", `arn:aws:iam::${account.accountId}:role/app-execution`, {
      Condition: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
    }),
    allow("ecs:DescribeServices", account.arn("ecs", "service/shop/app")),
    allow("ecs:UpdateService", account.arn("ecs", "service/shop/app")),
  ];
}

/** Login, push and pull, fetch of the base, and deploy, as the steps of a workflow call AWS. */
async function deploy(account: TestAccount, role: AwsClient, bucket: string): Promise<void> {
  await role.query("sts", "GetCallerIdentity", {});
  await role.call("ecr", "GetAuthorizationToken");
  const image = imageOf(Buffer.from('{"architecture":"amd64","os":"linux"}'), [
    Buffer.from(crypto.randomUUID()),
  ]);
  await uploadBlobs(role, repository, image.blobs);
  const imageManifestMediaType = MANIFEST_TYPE;
  const pushed = { imageTag: "1", imageManifest: image.manifest, imageManifestMediaType };
  await role.call("ecr", "PutImage", { ...repository, ...pushed });
  await role.call("ecr", "BatchGetImage", { ...repository, imageIds: [{ imageTag: "1" }] });
  const [layerDigest] = image.blobs.keys();
  await role.call("ecr", "GetDownloadUrlForLayer", { ...repository, layerDigest });
  for (const method of ["HEAD", "GET"]) {
    const answer = await role.send("s3", method, `/${bucket}/base.json`);
    if (!answer.ok) throw new Error(`s3:GetObject: ${answer.status}`);
  }
  await role.call("ecs", "RegisterTaskDefinition", {
    family: "app",
    executionRoleArn: `arn:aws:iam::${account.accountId}:role/app-execution`,
    tags: [{ key: "Commit", value: "1" }],
    containerDefinitions: [{ name: "app", image: "scratch", memory: 128 }],
  });
  await role.call("ecs", "DescribeServices", { cluster: "shop", services: ["app"] });
  await role.call("ecs", "UpdateService", { cluster: "shop", service: "app", taskDefinition: "app" });
}

onLocalAws("the role of a workflow that deploys to ECS", (newAccount) => {
  const ready = async () => {
    const account = newAccount();
    const bucket = `base-${account.accountId}`;
    await account.createBucket(bucket);
    await account.send("s3", "PUT", `/${bucket}/base.json`, "{}");
    await account.createImageRepository("app");
    await createEcsService(account, { cluster: "shop", service: "app" });
    return { account, bucket, needed: statements(account, bucket) };
  };

  it("needs each of its permissions, and no other", async () => {
    const { account, bucket, needed } = await ready();
    const role = await worker(account, ...needed);
    await deploy(account, role, bucket);
    const uses = await account.permissionUses("worker");
    expect(uses.filter(({ allowed }) => !allowed)).toEqual([]);
    expect(new Set(uses.map(({ action }) => action))).toEqual(new Set(needed.map(({ Action }) => Action)));
    expect((await account.grants("worker")).filter(({ used }) => !used)).toEqual([]);
  });

  it("fails without any one of them", async () => {
    const { account, bucket, needed } = await ready();
    const role = await worker(account);
    for (const missing of needed) {
      await putPolicy(
        account,
        needed.filter((statement) => statement !== missing),
      );
      await expect(deploy(account, role, bucket), String(missing.Action)).rejects.toThrow(
        String(missing.Action),
      );
    }
  });
});
