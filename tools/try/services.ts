import { LocalAccount } from "../../local/aws/local-account";
import { createEcsService, type EcsServiceSettings } from "../../local/aws/local-ecs-service";
import { deploysOf, type ReleasePathSettings } from "../../settings/schema/release-path";
import type { ServiceSettings } from "../../settings/schema/service";
import type { StoryContext } from "./story";

/** Creates every ECS service that a release path deploys to, in its account and Region. */
export async function createServices(
  settings: ReleasePathSettings,
  { account: { endpoint, accountId, region } }: StoryContext,
): Promise<void> {
  const made = new Set<string>();
  for (const deploy of deploysOf(settings)) {
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

/** Where the settings list the roles, these and no others: the pipeline may pass no others on. */
function rolesOf({ taskRoles }: ServiceSettings): Pick<EcsServiceSettings, "roles"> {
  if (!Array.isArray(taskRoles)) return {};
  const [execution, task = execution] = taskRoles.map((role: string) => role.split("/").at(-1));
  return { roles: { ...(execution && { execution }), ...(task && { task }) } };
}
