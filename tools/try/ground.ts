import type { LocalAccount } from "../../local/aws/local-account";
import { createLoadBalancer } from "../../local/aws/local-load-balancer";
import { createNetwork } from "../../local/aws/local-network";
import type { ServiceSettings } from "../../settings/schema/service";
import { taskDefinitionFile } from "../../stacks/service/task-definition-file";
import { createTaskRole } from "./existing/task-role";
import { createSecrets } from "./existing/task-secrets";

/** Creates what a service that the stack makes stands on: its network, what its containers read, and what of it exists. */
export async function createGround(
  account: LocalAccount,
  { clusterName, create }: ServiceSettings,
): Promise<void> {
  if (create === undefined) return;
  const { vpcId, subnets, securityGroupIds = [], traffic, existingTaskRole, existingExecutionRole } = create;
  const subnetIds = [...new Set([...subnets, ...(create.loadBalancer?.subnets ?? [])])];
  await createNetwork(account, { vpcId, subnetIds, securityGroupIds });
  const { facts } = taskDefinitionFile(create.taskDefinitionFile);
  await createSecrets(account, facts?.containers.flatMap(({ secrets }) => secrets) ?? []);
  const roles = [existingTaskRole ?? facts?.taskRoleArn, existingExecutionRole];
  for (const role of new Set(roles)) if (role) await createTaskRole(account, role);
  if (create.existingCluster) await account.call("ecs", "CreateCluster", { clusterName });
  if (create.existingLoadBalancer && traffic) {
    const { loadBalancerName: name, productionPort, targetGroups: targetGroupNames } = traffic;
    await createLoadBalancer(account, { name, listenerPorts: [productionPort], targetGroupNames, subnetIds });
  }
}
