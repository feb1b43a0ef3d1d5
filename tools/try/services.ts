import { LocalAccount } from "../../local/aws/local-account";
import { createEcsService, type EcsServiceSettings } from "../../local/aws/local-ecs-service";
import { deploysOf, type ReleasePathSettings } from "../../settings/schema/release-path";
import type { ServiceSettings } from "../../settings/schema/service";
import type { DeployActionSettings } from "../../settings/schema/stages";
import { taskDefinitionFile } from "../../stacks/service/task-definition-file";
import { createLogGroups } from "./existing/log-groups";
import { createGround } from "./existing/service-ground";
import { createSecretsOfTasks } from "./existing/task-secrets";
import type { StoryContext } from "./story";

/** Creates every ECS service that a release path deploys to, in its account and Region; or what one that is made stands on. */
export async function createServices(settings: ReleasePathSettings, context: StoryContext): Promise<void> {
  const { endpoint, accountId, region } = context.account;
  const made = new Set<string>();
  await createGrounds(settings, context);
  for (const deploy of deploysOf(settings)) {
    if (isMade(deploy, deploysOf(settings))) continue;
    const { clusterName, serviceName, containerName } = deploy.service;
    const account = new LocalAccount(endpoint, deploy.account?.id ?? accountId, deploy.region ?? region);
    const identity = [account.accountId, account.region, clusterName, serviceName].join(" ");
    if (made.has(identity)) continue;
    made.add(identity);
    await createEcsService(account, {
      cluster: clusterName,
      service: serviceName,
      container: containerName,
      ...rolesOf(deploy.service),
    });
  }
}

/** What the services that the stack makes take for existing. */
async function createGrounds(settings: ReleasePathSettings, { account }: StoryContext): Promise<void> {
  const grounded = deploysOf(settings).flatMap(({ service: { clusterName, create } }) => {
    const taskDefinition = create && taskDefinitionFile(create.taskDefinitionFile).text;
    if (create === undefined || taskDefinition === undefined) return [];
    return [{ clusterName, create, traffic: create.traffic, taskDefinition }];
  });
  const textsOf = (services: typeof grounded) => services.map(({ taskDefinition }) => taskDefinition);
  await createSecretsOfTasks(account, settings, textsOf(grounded));
  // One of them may make what another one takes for existing.
  const [taking, making] = [true, false].map((exist) =>
    textsOf(grounded.filter(({ create: { existingLogGroups = false } }) => existingLogGroups === exist)),
  );
  await createLogGroups(account, taking ?? [], making);
  const clusters = grounded.flatMap(({ clusterName, create }) => (create.existingCluster ? [] : clusterName));
  for (const service of grounded) {
    const { existingCluster = false, ...create } = service.create;
    const isThere = existingCluster && !clusters.includes(service.clusterName);
    await createGround(account, { ...service, create: { ...create, existingCluster: isThere } });
  }
}

/** Whether the stack makes the service of a deploy: with this deploy, or with another one to it. */
function isMade({ service }: DeployActionSettings, deploys: readonly DeployActionSettings[]): boolean {
  return deploys.some(
    ({ service: { create, clusterName, serviceName } }) =>
      create !== undefined && clusterName === service.clusterName && serviceName === service.serviceName,
  );
}

/** Where the settings list the roles, these and no others: the pipeline may pass no others on. */
function rolesOf({ taskRoles }: ServiceSettings): Pick<EcsServiceSettings, "roles"> {
  if (!Array.isArray(taskRoles)) return {};
  const [execution, task = execution] = taskRoles.map((role: string) => role.split("/").at(-1));
  return { roles: { ...(execution && { execution }), ...(task && { task }) } };
}
