import { LocalAccount } from "../../local/aws/local-account";
import { createEcsService, type EcsServiceSettings } from "../../local/aws/local-ecs-service";
import { deploysOf, type ReleasePathSettings } from "../../settings/schema/release-path";
import type { ServiceSettings } from "../../settings/schema/service";
import type { DeployActionSettings } from "../../settings/schema/stages";
import { createGround } from "./ground";
import type { StoryContext } from "./story";

/** Creates every ECS service that a release path deploys to, in its account and Region; of one that it makes what that stands on. */
export async function createServices(
  settings: ReleasePathSettings,
  { account: { endpoint, accountId, region } }: StoryContext,
): Promise<void> {
  const made = new Set<string>();
  // Of several deploys to a service one may say how to make it.
  const deploys = deploysOf(settings).toSorted((one, other) => isMade(other) - isMade(one));
  for (const deploy of deploys) {
    const { clusterName, serviceName, containerName } = deploy.service;
    const account = new LocalAccount(endpoint, deploy.account?.id ?? accountId, deploy.region ?? region);
    const identity = [account.accountId, account.region, clusterName, serviceName].join(" ");
    if (made.has(identity)) continue;
    made.add(identity);
    if (deploy.service.create) {
      await createGround(account, deploy.service);
      continue;
    }
    await createEcsService(account, {
      cluster: clusterName,
      service: serviceName,
      container: containerName,
      ...rolesOf(deploy.service),
    });
  }
}

const isMade = ({ service }: DeployActionSettings): number => (service.create ? 1 : 0);

/** Where the settings list the roles, these and no others: the pipeline may pass no others on. */
function rolesOf({ taskRoles }: ServiceSettings): Pick<EcsServiceSettings, "roles"> {
  if (!Array.isArray(taskRoles)) return {};
  const [execution, task = execution] = taskRoles.map((role: string) => role.split("/").at(-1));
  return { roles: { ...(execution && { execution }), ...(task && { task }) } };
}
