import { createEcsService } from "../../../local/aws/local-ecs-service";
import { createSubnets } from "../../../local/aws/local-subnets";
import type { EcrPushBlueGreenSettings } from "../../../settings/schema/ecr-push-blue-green";
import { createLogGroups } from "../existing/log-groups";
import { createGround, createRoutes } from "../existing/service-ground";
import { withoutImages } from "../existing/task-definition";
import { createTaskRole } from "../existing/task-role";
import { createSecretsOfTasks } from "../existing/task-secrets";
import type { StoryContext } from "../story";
import { existingTaskRoles, taskDefinitionOf } from "./task-definition";

/** Creates what exists of the service before the stack: all of it, or what one that is made here stands on. */
export async function createServiceOrItsGround(
  settings: EcrPushBlueGreenSettings,
  context: StoryContext,
): Promise<void> {
  const { account } = context;
  const { create, clusterName, loadBalancer: traffic } = settings.service;
  const taskDefinition = taskDefinitionOf(settings, context);
  await createSecretsOfTasks(account, settings, [taskDefinition]);
  if (create === undefined || create.existingLogGroups) await createLogGroups(account, [taskDefinition]);
  if (create) await createGround(account, { clusterName, create, traffic, taskDefinition });
  else await createService(settings, context);
}

/** A service of CodeDeploy that runs something else than the entry's images. */
async function createService(settings: EcrPushBlueGreenSettings, context: StoryContext): Promise<void> {
  const { account } = context;
  const { clusterName, serviceName, containerName, containerPort, loadBalancer } = settings.service;
  const [targetGroupName = ""] = loadBalancer.targetGroups;
  const subnetIds = await createSubnets(account, 2);
  for (const role of existingTaskRoles(settings, context)) await createTaskRole(account, role);
  await createRoutes(account, loadBalancer, subnetIds);
  await createEcsService(account, {
    cluster: clusterName,
    service: serviceName,
    deploymentController: "CODE_DEPLOY",
    taskDefinition: withoutImages(taskDefinitionOf(settings, context)),
    loadBalancer: { targetGroupName, containerName, containerPort },
    network: { subnetIds },
  });
}
