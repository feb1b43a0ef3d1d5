import { expect, it } from "vitest";
import { stringify } from "yaml";
import { readAppSpec } from "../../../local/aws/codedeploy/running/app-spec";
import { appSpec, createBlueGreenService, deploy, describeService } from "./blue-green-service";
import { onLocalAws } from "./on-local-aws";

const LIMIT = { timeout: 20_000 };
const ARN = "arn:aws:ecs:ap-northeast-1:123456789012:task-definition/service:1";

it.each([
  ["no YAML", "version: [", "line 1"],
  ["another version", appSpec(ARN).replace('"version":0', '"version":1'), "version"],
  ["a placeholder that nobody replaced", appSpec("<TASK_DEFINITION>"), "TaskDefinition"],
  ["a family without revision", appSpec(ARN.replace(":1", "")), "TaskDefinition"],
  ["an unknown property", appSpec(ARN, {}, { Cluster: "shop" }), "Cluster"],
  ["an unknown event", appSpec(ARN, { AfterBlockTraffic: "function" }), "AfterBlockTraffic"],
  ["an event that runs no function", appSpec(ARN, { Install: "function" }), "Install"],
  ["no resource", JSON.stringify({ version: 0, Resources: [] }), "Resources"],
])("an AppSpec file with %s is refused", (_what, content, named) => {
  expect(() => readAppSpec(content)).toThrow(`The AppSpec file is not valid`);
  expect(() => readAppSpec(content)).toThrow(named);
});

onLocalAws("the AppSpec file of a deployment", (newAccount) => {
  it("may be YAML, and says what the tasks run on", LIMIT, async () => {
    const account = newAccount();
    const { loadBalancer, next } = await createBlueGreenService(account);
    const content = stringify(
      JSON.parse(
        appSpec(
          next,
          {},
          {
            PlatformVersion: "1.4.0",
            CapacityProviderStrategy: [{ CapacityProvider: "FARGATE_SPOT", Weight: 1, Base: 0 }],
            NetworkConfiguration: {
              AwsvpcConfiguration: { Subnets: [loadBalancer.subnets[0]], AssignPublicIp: "ENABLED" },
            },
          },
        ),
      ),
    );
    await (await deploy(account, content)).rest();
    expect((await describeService(account)).taskSets[1]).toMatchObject({
      platformVersion: "1.4.0",
      capacityProviderStrategy: [{ capacityProvider: "FARGATE_SPOT", weight: 1, base: 0 }],
      networkConfiguration: {
        awsvpcConfiguration: { subnets: [loadBalancer.subnets[0]], assignPublicIp: "ENABLED" },
      },
    });
  });

  it("leaves what it does not say as it is in production", LIMIT, async () => {
    const account = newAccount();
    const { loadBalancer, next } = await createBlueGreenService(account);
    await (await deploy(account, appSpec(next))).rest();
    expect((await describeService(account)).taskSets[1]).toMatchObject({
      launchType: "FARGATE",
      networkConfiguration: { awsvpcConfiguration: { subnets: loadBalancer.subnets } },
    });
  });

  it("may lie in S3, where the group's role reads it", LIMIT, async () => {
    const account = newAccount();
    const { next } = await createBlueGreenService(account);
    const bucket = `revisions-${account.accountId}`;
    await account.createBucket(bucket);
    await account.send("s3", "PUT", `/${bucket}/appspec.json`, appSpec(next));
    const s3Location = { bucket, key: "appspec.json", bundleType: "JSON" };
    const deployment = await deploy(account, "", { revision: { revisionType: "S3", s3Location } });
    expect(await deployment.rest()).toMatchObject({ reason: "termination" });
    const used = (await account.permissionUses("codedeploy")).map(({ action }) => action);
    expect(used).toContain("s3:GetObject");
  });

  it.each([
    // S3 tells only who may list the bucket that it is not there.
    ["is not there", { key: "other.json", bundleType: "JSON" }, "IAM_ROLE_PERMISSIONS"],
    ["is a zip", { key: "appspec.json", bundleType: "zip" }, "INVALID_REVISION"],
  ])("fails the deployment when its object %s", LIMIT, async (_what, location, code) => {
    const account = newAccount();
    await createBlueGreenService(account);
    const bucket = `revisions-${account.accountId}`;
    await account.createBucket(bucket);
    const s3Location = { bucket, ...location };
    const deployment = await deploy(account, "", { revision: { revisionType: "S3", s3Location } });
    expect(await deployment.rest()).toEqual({ reason: "over", status: "Failed" });
    expect((await deployment.told()).errorInformation?.code).toBe(code);
  });

  it.each([
    ["that is not valid", "version: 0.0", "INVALID_REVISION"],
    ["whose task definition does not exist", appSpec(ARN), "ECS_UPDATE_ERROR"],
  ])("%s fails the deployment", LIMIT, async (_what, content, code) => {
    const account = newAccount();
    await createBlueGreenService(account);
    const deployment = await deploy(account, content);
    expect(await deployment.rest()).toEqual({ reason: "over", status: "Failed" });
    expect((await deployment.told()).errorInformation?.code).toBe(code);
  });

  it("names a container that the task definition has", LIMIT, async () => {
    const account = newAccount();
    const { next } = await createBlueGreenService(account);
    const LoadBalancerInfo = { ContainerName: "other", ContainerPort: 80 };
    const deployment = await deploy(account, appSpec(next, {}, { LoadBalancerInfo }));
    await deployment.rest();
    expect((await deployment.told()).errorInformation?.message).toContain(
      "The container other does not exist in the task definition.",
    );
  });
});
