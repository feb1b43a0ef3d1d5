import { LocalAccount } from "../../../local/aws/local-account";
import { createEcsService } from "../../../local/aws/local-ecs-service";
import { createLoadBalancer } from "../../../local/aws/local-load-balancer";
import { createNetwork } from "../../../local/aws/local-network";
import { createSubnets } from "../../../local/aws/local-subnets";
import { taskDefinitionFacts } from "../../../modules/ecs/task-definition/task-definition-facts";
import type { EcrPushBlueGreenSettings } from "../../../settings/schema/ecr-push-blue-green";
import { createTaskRole } from "../existing/task-role";
import type { StoryContext } from "../story";
import { existingTaskRoles, taskDefinitionOf } from "./task-definition";

/** Creates what exists of the service before the stack: all of it, or what one that is made here stands on. */
export async function createServiceOrItsGround(
  settings: EcrPushBlueGreenSettings,
  context: StoryContext,
): Promise<void> {
  for (const role of existingTaskRoles(settings, context)) await createTaskRole(context.account, role);
  await createLogGroups(settings, context);
  if (settings.service.create) await createGround(settings, context);
  else await createService(settings, context);
}

/** The network, and what of cluster and load balancer exists. */
async function createGround({ service }: EcrPushBlueGreenSettings, { account }: StoryContext): Promise<void> {
  const { create, clusterName, loadBalancer } = service;
  if (create === undefined) return;
  const { vpcId, subnets, securityGroupIds = [] } = create;
  const subnetIds = [...new Set([...subnets, ...(create.loadBalancer?.subnets ?? [])])];
  await createNetwork(account, { vpcId, subnetIds, securityGroupIds });
  if (create.existingCluster) await account.call("ecs", "CreateCluster", { clusterName });
  if (create.existingLoadBalancer) await createRoutes(loadBalancer, account, subnets);
}

/** A service of CodeDeploy that runs something else than the entry's images. */
async function createService(settings: EcrPushBlueGreenSettings, context: StoryContext): Promise<void> {
  const { account } = context;
  const { clusterName, serviceName, containerName, containerPort, loadBalancer } = settings.service;
  const [targetGroupName = ""] = loadBalancer.targetGroups;
  const subnetIds = await createSubnets(account, 2);
  await createRoutes(loadBalancer, account, subnetIds);
  await createEcsService(account, {
    cluster: clusterName,
    service: serviceName,
    deploymentController: "CODE_DEPLOY",
    taskDefinition: withoutImages(taskDefinitionOf(settings, context)),
    loadBalancer: { targetGroupName, containerName, containerPort },
    network: { subnetIds },
  });
}

function createRoutes(
  {
    loadBalancerName: name,
    productionPort,
    testPort,
    targetGroups: targetGroupNames,
  }: EcrPushBlueGreenSettings["service"]["loadBalancer"],
  account: LocalAccount,
  subnetIds: readonly string[],
) {
  const listenerPorts = [productionPort, ...(testPort === undefined ? [] : [testPort])];
  return createLoadBalancer(account, { name, listenerPorts, targetGroupNames, subnetIds });
}

/** Those that the task definition names, unless the stack or ECS makes them. */
async function createLogGroups(settings: EcrPushBlueGreenSettings, context: StoryContext): Promise<void> {
  const { create } = settings.service;
  if (create && !create.existingLogGroups) return;
  const { endpoint, accountId, region: own } = context.account;
  const { containers } = taskDefinitionFacts(taskDefinitionOf(settings, context));
  const groups = containers.flatMap(({ log }) =>
    log?.group === undefined || log.createGroup ? [] : [`${log.region ?? own} ${log.group}`],
  );
  for (const [region, logGroupName] of [...new Set(groups)].map((group) => group.split(" "))) {
    await new LocalAccount(endpoint, accountId, region).call("logs", "CreateLogGroup", { logGroupName });
  }
}

/** With images of no registry of ours, which are there. */
function withoutImages(text: string): object {
  const definition = JSON.parse(text) as { readonly containerDefinitions: readonly object[] };
  const containerDefinitions = definition.containerDefinitions.map((container) => ({
    ...container,
    image: "something-else",
  }));
  return { ...definition, containerDefinitions };
}
