import type { LocalAccount } from "../../local/aws/local-account";
import { createLoadBalancer } from "../../local/aws/local-load-balancer";
import { createNetwork } from "../../local/aws/local-network";
import type { TaskDefinitionFacts } from "../../modules/ecs/task-definition/task-definition-facts";
import type { ServiceSettings } from "../../settings/schema/service";
import { taskDefinitionFile } from "../../stacks/service/task-definition-file";
import { createTaskRole } from "./existing/task-role";
import { createSecrets } from "./existing/task-secrets";

/** Creates what services that a stack makes stand on: networks, what their containers read, and what of them exists. */
export async function createGround(
  account: LocalAccount,
  services: readonly ServiceSettings[],
): Promise<void> {
  for (const service of services) await createGroundOf(account, service);
  await createClusters(account, services);
  // Several services may be made with one file.
  await createSecrets(account, services.flatMap(factsOf).flatMap(secretsOf));
}

/** Clusters that exist, but for those that another of the services makes. */
async function createClusters(account: LocalAccount, services: readonly ServiceSettings[]): Promise<void> {
  const exists = ({ create }: ServiceSettings) => create?.existingCluster === true;
  const namesOf = (some: readonly ServiceSettings[]) => some.map(({ clusterName }) => clusterName);
  const made = namesOf(services.filter((service) => !exists(service)));
  for (const clusterName of new Set(namesOf(services.filter(exists)))) {
    if (!made.includes(clusterName)) await account.call("ecs", "CreateCluster", { clusterName });
  }
}

function factsOf({ create }: ServiceSettings): readonly TaskDefinitionFacts[] {
  const facts = create && taskDefinitionFile(create.taskDefinitionFile).facts;
  return facts === undefined ? [] : [facts];
}

const secretsOf = ({ containers }: TaskDefinitionFacts): readonly string[] =>
  containers.flatMap(({ secrets }) => secrets);

async function createGroundOf(account: LocalAccount, service: ServiceSettings): Promise<void> {
  const { create } = service;
  if (create === undefined) return;
  const { vpcId, subnets, securityGroupIds = [], traffic, existingTaskRole, existingExecutionRole } = create;
  const subnetIds = [...new Set([...subnets, ...(create.loadBalancer?.subnets ?? [])])];
  await createNetwork(account, { vpcId, subnetIds, securityGroupIds });
  const named = factsOf(service).map(({ taskRoleArn }) => taskRoleArn);
  const roles = existingTaskRole === undefined ? named : [existingTaskRole];
  for (const role of new Set([...roles, existingExecutionRole])) {
    if (role) await createTaskRole(account, role);
  }
  if (create.existingLoadBalancer && traffic) {
    const { loadBalancerName: name, productionPort, targetGroups: targetGroupNames } = traffic;
    await createLoadBalancer(account, { name, listenerPorts: [productionPort], targetGroupNames, subnetIds });
  }
}
