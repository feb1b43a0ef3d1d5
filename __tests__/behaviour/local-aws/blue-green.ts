import { createEcsService } from "../../../local/aws/local-ecs-service";
import type { TestAccount } from "./on-local-aws";

/** The parts of a deployment group that blue/green deployments of an ECS service need. */
export const group = {
  applicationName: "application",
  deploymentGroupName: "group",
  deploymentStyle: { deploymentType: "BLUE_GREEN", deploymentOption: "WITH_TRAFFIC_CONTROL" },
  blueGreenDeploymentConfiguration: {
    deploymentReadyOption: { actionOnTimeout: "CONTINUE_DEPLOYMENT", waitTimeInMinutes: 0 },
    terminateBlueInstancesOnDeploymentSuccess: { action: "TERMINATE", terminationWaitTimeInMinutes: 5 },
  },
  loadBalancerInfo: {
    targetGroupPairInfoList: [
      {
        targetGroups: [{ name: "blue" }, { name: "green" }],
        prodTrafficRoute: {
          listenerArns: ["arn:aws:elasticloadbalancing:region:account:listener/app/lb/1/1"],
        },
      },
    ],
  },
  ecsServices: [{ clusterName: "cluster", serviceName: "service" }],
};

/** An ECS application, and a service that CodeDeploy may deploy to; gives the ARN of a role for the group. */
export async function createApplication(account: TestAccount): Promise<string> {
  const { applicationName } = group;
  await createEcsService(account, {
    cluster: "cluster",
    service: "service",
    deploymentController: "CODE_DEPLOY",
  });
  await account.call("codedeploy", "CreateApplication", { applicationName, computePlatform: "ECS" });
  return account.createRole("codedeploy", "codedeploy.amazonaws.com");
}

/** That application with a deployment group in it. */
export async function createGroup(account: TestAccount, changes: object = {}): Promise<void> {
  const serviceRoleArn = await createApplication(account);
  await account.call("codedeploy", "CreateDeploymentGroup", { ...group, serviceRoleArn, ...changes });
}
