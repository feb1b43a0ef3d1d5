import type { LocalAccount } from "../../../local/aws/local-account";
import { createLoadBalancer } from "../../../local/aws/local-load-balancer";
import { createNetwork } from "../../../local/aws/local-network";
import type { FargateServiceOptions } from "../../../modules/ecs/fargate-service-options";
import { taskDefinitionFacts } from "../../../modules/ecs/task-definition/task-definition-facts";
import type { TrafficRoutes } from "../../../modules/elb/load-balancer-interface";
import { createTaskRole } from "./task-role";

/** A service that a stack makes, as far as it stands on what exists. */
export interface GroundedService {
  readonly clusterName: string;
  readonly create: FargateServiceOptions;
  readonly traffic?: TrafficRoutes | undefined;
  /** The text of its task definition. */
  readonly taskDefinition: string;
}

/** Creates what a service that a stack makes takes for existing: its network, and what its options say of the rest. */
export async function createGround(
  account: LocalAccount,
  { clusterName, create, traffic, taskDefinition }: GroundedService,
): Promise<void> {
  const { vpcId, subnets, securityGroupIds = [] } = create;
  for (const role of rolesOfGround(create, taskDefinition)) await createTaskRole(account, role);
  const subnetIds = [...new Set([...subnets, ...(create.loadBalancer?.subnets ?? [])])];
  await createNetwork(account, { vpcId, subnetIds, securityGroupIds });
  if (create.existingCluster) await account.call("ecs", "CreateCluster", { clusterName });
  if (create.existingLoadBalancer && traffic) await createRoutes(account, traffic, subnets);
}

/** The roles that its options name, and the task role that its task definition names. */
export function rolesOfGround(
  { existingExecutionRole, existingTaskRole }: FargateServiceOptions,
  taskDefinition: string,
): readonly string[] {
  const { taskRoleArn } = taskDefinitionFacts(taskDefinition);
  const named = [existingExecutionRole, existingTaskRole, taskRoleArn];
  return [...new Set(named.filter((role): role is string => role !== undefined && role !== ""))];
}

/** A load balancer with its listeners and target groups. */
export async function createRoutes(
  account: LocalAccount,
  { loadBalancerName: name, productionPort, testPort, targetGroups: targetGroupNames }: TrafficRoutes,
  subnetIds: readonly string[],
): Promise<void> {
  const listenerPorts = [productionPort, ...(testPort === undefined ? [] : [testPort])];
  await createLoadBalancer(account, { name, listenerPorts, targetGroupNames, subnetIds });
}
