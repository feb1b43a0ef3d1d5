import { expect, it } from "vitest";
import { createEcsService } from "../../../local/aws/local-ecs-service";
import { createApplication, createGroup, group } from "./blue-green";
import { onLocalAws } from "./on-local-aws";

const [applicationName, deploymentGroupName] = ["application", "group"];
const canary = {
  deploymentConfigName: "canary",
  computePlatform: "ECS",
  trafficRoutingConfig: {
    type: "TimeBasedCanary",
    timeBasedCanary: { canaryPercentage: 20, canaryInterval: 2 },
  },
};
const [pair] = group.loadBalancerInfo.targetGroupPairInfoList;

onLocalAws("CodeDeploy", (newAccount) => {
  it("keeps a blue/green group as it was asked for, and deploys all at once unless told otherwise", async () => {
    const account = newAccount();
    const alarmConfiguration = { enabled: true, alarms: [{ name: "errors" }] };
    await createGroup(account, { alarmConfiguration });
    const input = { applicationName, deploymentGroupName };
    await expect(account.call("codedeploy", "GetDeploymentGroup", input)).resolves.toMatchObject({
      deploymentGroupInfo: {
        ...group,
        alarmConfiguration,
        computePlatform: "ECS",
        deploymentConfigName: "CodeDeployDefault.ECSAllAtOnce",
      },
    });
  });

  it("changes only what an update of a group names", async () => {
    const account = newAccount();
    await createGroup(account);
    await account.call("codedeploy", "UpdateDeploymentGroup", {
      applicationName,
      currentDeploymentGroupName: deploymentGroupName,
      deploymentConfigName: "CodeDeployDefault.ECSCanary10Percent5Minutes",
    });
    const input = { applicationName, deploymentGroupName };
    await expect(account.call("codedeploy", "GetDeploymentGroup", input)).resolves.toMatchObject({
      deploymentGroupInfo: {
        ...group,
        deploymentConfigName: "CodeDeployDefault.ECSCanary10Percent5Minutes",
      },
    });
  });

  it.each([
    ["without blue/green style", { deploymentStyle: undefined }, "InvalidDeploymentStyleException"],
    [
      "without blue/green settings",
      { blueGreenDeploymentConfiguration: undefined },
      "InvalidBlueGreenDeploymentConfigurationException",
    ],
    [
      "that waits for nobody before it continues",
      {
        blueGreenDeploymentConfiguration: {
          ...group.blueGreenDeploymentConfiguration,
          deploymentReadyOption: { actionOnTimeout: "CONTINUE_DEPLOYMENT", waitTimeInMinutes: 5 },
        },
      },
      "InvalidBlueGreenDeploymentConfigurationException",
    ],
    [
      "that keeps the blue tasks",
      {
        blueGreenDeploymentConfiguration: {
          ...group.blueGreenDeploymentConfiguration,
          terminateBlueInstancesOnDeploymentSuccess: { action: "KEEP_ALIVE" },
        },
      },
      "InvalidBlueGreenDeploymentConfigurationException",
    ],
    ["with instances", { autoScalingGroups: ["instances"] }, "InvalidAutoScalingGroupException"],
    ["without load balancer", { loadBalancerInfo: undefined }, "InvalidLoadBalancerInfoException"],
    [
      "with one target group only",
      { loadBalancerInfo: { targetGroupPairInfoList: [{ ...pair, targetGroups: [{ name: "blue" }] }] } },
      "InvalidLoadBalancerInfoException",
    ],
    ["without ECS service", { ecsServices: [] }, "InvalidECSServiceException"],
    [
      "of an ECS service that does not exist",
      { ecsServices: [{ clusterName: "other", serviceName: "service" }] },
      "InvalidECSServiceException",
    ],
    [
      "with an unknown configuration",
      { deploymentConfigName: "canary" },
      "DeploymentConfigDoesNotExistException",
    ],
    [
      "with a configuration for servers",
      { deploymentConfigName: "CodeDeployDefault.OneAtATime" },
      "InvalidDeploymentConfigNameException",
    ],
    ["with alarms that are none", { alarmConfiguration: { enabled: true } }, "InvalidAlarmConfigException"],
    [
      "with a rollback for an unknown event",
      { autoRollbackConfiguration: { enabled: true, events: ["FAILURE"] } },
      "InvalidAutoRollbackConfigException",
    ],
    [
      "with a trigger for an unknown event",
      {
        triggerConfigurations: [
          { triggerName: "t", triggerTargetArn: "arn:aws:sns:r:a:t", triggerEvents: ["Failure"] },
        ],
      },
      "InvalidTriggerConfigException",
    ],
    ["of an unknown application", { applicationName: "other" }, "ApplicationDoesNotExistException"],
    [
      "with a role that does not exist",
      { serviceRoleArn: "arn:aws:iam::123456789012:role/x" },
      "InvalidRoleException",
    ],
  ])("refuses a group %s", async (_what, changes, code) => {
    await expect(createGroup(newAccount(), changes)).rejects.toMatchObject({ code });
  });

  it("refuses a service whose deployments ECS controls", async () => {
    const account = newAccount();
    const serviceRoleArn = await createApplication(account);
    await createEcsService(account, { cluster: "cluster", service: "rolling" });
    const ecsServices = [{ clusterName: "cluster", serviceName: "rolling" }];
    const input = { ...group, serviceRoleArn, ecsServices };
    await expect(account.call("codedeploy", "CreateDeploymentGroup", input)).rejects.toMatchObject({
      code: "InvalidECSServiceException",
      message: expect.stringContaining("CODE_DEPLOY deployment controller"),
    });
  });

  it("refuses a second group for one service", async () => {
    const account = newAccount();
    await createGroup(account);
    const serviceRoleArn = `arn:aws:iam::${account.accountId}:role/codedeploy`;
    const input = { ...group, serviceRoleArn, deploymentGroupName: "second" };
    await expect(account.call("codedeploy", "CreateDeploymentGroup", input)).rejects.toMatchObject({
      code: "ECSServiceMappingLimitExceededException",
    });
  });

  it("keeps a configuration as it was asked for", async () => {
    const account = newAccount();
    await account.call("codedeploy", "CreateDeploymentConfig", canary);
    const input = { deploymentConfigName: "canary" };
    await expect(account.call("codedeploy", "GetDeploymentConfig", input)).resolves.toMatchObject({
      deploymentConfigInfo: { ...canary, createTime: expect.any(Number) },
    });
  });

  it("refuses a configuration whose block is not that of its type", async () => {
    const input = { ...canary, trafficRoutingConfig: { type: "TimeBasedLinear" } };
    await expect(newAccount().call("codedeploy", "CreateDeploymentConfig", input)).rejects.toMatchObject({
      code: "InvalidTrafficRoutingConfigurationException",
    });
  });

  it("refuses to delete a configuration that a group uses", async () => {
    const account = newAccount();
    await account.call("codedeploy", "CreateDeploymentConfig", canary);
    await createGroup(account, { deploymentConfigName: "canary" });
    const input = { deploymentConfigName: "canary" };
    await expect(account.call("codedeploy", "DeleteDeploymentConfig", input)).rejects.toMatchObject({
      code: "DeploymentConfigInUseException",
    });
  });

  it("deletes an application with its groups", async () => {
    const account = newAccount();
    await createGroup(account);
    const ofCodeDeploy = async () =>
      (await account.resources()).filter((arn) => arn.includes(":codedeploy:"));
    expect(await ofCodeDeploy()).toEqual([
      account.arn("codedeploy", "application:application"),
      account.arn("codedeploy", "deploymentgroup:application/group"),
    ]);
    await account.call("codedeploy", "DeleteApplication", { applicationName });
    expect(await ofCodeDeploy()).toEqual([]);
  });

  it("gives a renamed application the tags that it had", async () => {
    const account = newAccount();
    const tags = [{ Key: "a", Value: "1" }];
    await account.call("codedeploy", "CreateApplication", { applicationName, tags });
    const renaming = { applicationName, newApplicationName: "renamed" };
    await account.call("codedeploy", "UpdateApplication", renaming);
    const ResourceArn = account.arn("codedeploy", "application:renamed");
    await expect(account.call("codedeploy", "ListTagsForResource", { ResourceArn })).resolves.toEqual({
      Tags: tags,
    });
  });
});
