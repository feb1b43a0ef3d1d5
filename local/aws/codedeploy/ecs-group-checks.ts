import { z } from "zod";
import { AwsError } from "../client/aws-error";
import type { Scope } from "../gateway/scope";
import { applicationsIn } from "./applications";
import type { DeploymentGroup } from "./deployment-group";

/** Refuses a group of an ECS application that is not blue/green for one service behind one pair of target groups. */
export async function checkEcsGroup(scope: Scope, group: DeploymentGroup): Promise<void> {
  checkStyle(group);
  checkBlueGreen(group);
  checkNoInstances(group);
  checkTargetGroups(group);
  await checkService(scope, group);
}

function checkStyle({ deploymentStyle }: DeploymentGroup): void {
  const { deploymentType, deploymentOption } = deploymentStyle ?? {};
  if (deploymentType === "BLUE_GREEN" && deploymentOption === "WITH_TRAFFIC_CONTROL") return;
  throw new AwsError(
    "InvalidDeploymentStyleException",
    "A deployment group of the compute platform ECS has the type BLUE_GREEN and the option WITH_TRAFFIC_CONTROL; " +
      `got ${deploymentType ?? "no type"} and ${deploymentOption ?? "no option"}`,
  );
}

function checkBlueGreen({ blueGreenDeploymentConfiguration }: DeploymentGroup): void {
  const { terminateBlueInstancesOnDeploymentSuccess, deploymentReadyOption, greenFleetProvisioningOption } =
    blueGreenDeploymentConfiguration ?? {};
  if (terminateBlueInstancesOnDeploymentSuccess === undefined || deploymentReadyOption === undefined) {
    throw invalidBlueGreen(
      "A deployment group of the compute platform ECS needs a blueGreenDeploymentConfiguration with " +
        "terminateBlueInstancesOnDeploymentSuccess and deploymentReadyOption",
    );
  }
  if (greenFleetProvisioningOption !== undefined) {
    throw invalidBlueGreen(
      "A deployment group of the compute platform ECS takes no greenFleetProvisioningOption",
    );
  }
  const { action } = terminateBlueInstancesOnDeploymentSuccess;
  if (action !== undefined && action !== "TERMINATE") {
    throw invalidBlueGreen(
      `A deployment group of the compute platform ECS terminates the blue tasks: the action is TERMINATE, not ${action}`,
    );
  }
  const { actionOnTimeout, waitTimeInMinutes = 0 } = deploymentReadyOption;
  if (actionOnTimeout === "CONTINUE_DEPLOYMENT" && waitTimeInMinutes > 0) {
    throw invalidBlueGreen(
      `CONTINUE_DEPLOYMENT reroutes traffic at once and takes no waitTimeInMinutes; got ${waitTimeInMinutes}`,
    );
  }
}

function checkNoInstances({ autoScalingGroups = [] }: DeploymentGroup): void {
  if (autoScalingGroups.length === 0) return;
  throw new AwsError(
    "InvalidAutoScalingGroupException",
    `For ECS deployment group, autoScalingGroups can not be specified; got ${autoScalingGroups.join(", ")}`,
  );
}

function checkTargetGroups({ loadBalancerInfo }: DeploymentGroup): void {
  const { elbInfoList = [], targetGroupInfoList = [], targetGroupPairInfoList = [] } = loadBalancerInfo ?? {};
  const [pair] = targetGroupPairInfoList;
  const listeners = pair?.prodTrafficRoute?.listenerArns ?? [];
  const isPair =
    targetGroupPairInfoList.length === 1 && pair?.targetGroups.length === 2 && listeners.length === 1;
  if (isPair && elbInfoList.length === 0 && targetGroupInfoList.length === 0) return;
  throw new AwsError(
    "InvalidLoadBalancerInfoException",
    "A deployment group of the compute platform ECS needs exactly one entry in targetGroupPairInfoList, with two " +
      "targetGroups and one listener in prodTrafficRoute, and neither elbInfoList nor targetGroupInfoList",
  );
}

const described = z.object({
  services: z.array(
    z.looseObject({
      status: z.string(),
      deploymentController: z.object({ type: z.string() }).default({ type: "ECS" }),
    }),
  ),
});

async function checkService(scope: Scope, group: DeploymentGroup): Promise<void> {
  const { ecsServices = [] } = group;
  const [named] = ecsServices;
  if (named === undefined || ecsServices.length > 1) {
    throw invalidService(
      `A deployment group of the compute platform ECS has exactly one ECS service, not ${ecsServices.length}`,
    );
  }
  const { clusterName, serviceName } = named;
  const service = await activeService(scope, clusterName, serviceName);
  if (service === undefined) {
    throw invalidService(`The ECS cluster ${clusterName} has no active service ${serviceName}`);
  }
  if (service.deploymentController.type !== "CODE_DEPLOY") {
    throw invalidService(
      "Deployment group's ECS service must be configured for a CODE_DEPLOY deployment controller; that of " +
        `${serviceName} is ${service.deploymentController.type}`,
    );
  }
  refuseSecondGroup(scope, group, clusterName, serviceName);
}

async function activeService(
  scope: Scope,
  cluster: string,
  service: string,
): Promise<z.output<typeof described>["services"][number] | undefined> {
  try {
    const answer = await scope.moto.call("ecs", "DescribeServices", { cluster, services: [service] });
    return described.parse(answer).services.find(({ status }) => status === "ACTIVE");
  } catch (error) {
    if (error instanceof AwsError && error.code === "ClusterNotFoundException") return undefined;
    throw error;
  }
}

function refuseSecondGroup(
  scope: Scope,
  { deploymentGroupId }: DeploymentGroup,
  clusterName: string,
  serviceName: string,
): void {
  for (const { applicationName, groups } of applicationsIn.of(scope).values()) {
    for (const other of groups.values()) {
      const [deployed] = other.ecsServices ?? [];
      const isSame = deployed?.clusterName === clusterName && deployed.serviceName === serviceName;
      if (!isSame || other.deploymentGroupId === deploymentGroupId) continue;
      throw new AwsError(
        "ECSServiceMappingLimitExceededException",
        `The ECS service ${clusterName}:${serviceName} is already in the deployment group ` +
          `${other.deploymentGroupName} of the application ${applicationName}`,
      );
    }
  }
}

function invalidBlueGreen(message: string): AwsError {
  return new AwsError("InvalidBlueGreenDeploymentConfigurationException", message);
}

function invalidService(message: string): AwsError {
  return new AwsError("InvalidECSServiceException", message);
}
