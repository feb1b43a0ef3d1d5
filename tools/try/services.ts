import { LocalAccount } from "../../local/aws/local-account";
import { createEcsService, type EcsServiceSettings } from "../../local/aws/local-ecs-service";
import { deploysOf, type ReleasePathSettings } from "../../settings/schema/release-path";
import type { ServiceSettings } from "../../settings/schema/service";
import { createGround } from "./ground";
import type { StoryContext } from "./story";

/** Creates every ECS service that a release path deploys to, in its account and Region; of one that it makes what that stands on. */
export async function createServices(
  settings: ReleasePathSettings,
  { account: own }: StoryContext,
): Promise<void> {
  const { endpoint, accountId, region } = own;
  const services = deploysOf(settings).map(({ service }) => service);
  const madeByStack = services.filter(({ create }) => create !== undefined);
  await createGround(own, madeByStack);
  const made = new Set(madeByStack.map((service) => identityIn(own, service)));
  for (const deploy of deploysOf(settings)) {
    const { clusterName, serviceName, containerName } = deploy.service;
    const account = new LocalAccount(endpoint, deploy.account?.id ?? accountId, deploy.region ?? region);
    const identity = identityIn(account, deploy.service);
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

const identityIn = (
  { accountId, region }: LocalAccount,
  { clusterName, serviceName }: ServiceSettings,
): string => [accountId, region, clusterName, serviceName].join(" ");

/** Where the settings list the roles, these and no others: the pipeline may pass no others on. */
function rolesOf({ taskRoles }: ServiceSettings): Pick<EcsServiceSettings, "roles"> {
  if (!Array.isArray(taskRoles)) return {};
  const [execution, task = execution] = taskRoles.map((role: string) => role.split("/").at(-1));
  return { roles: { ...(execution && { execution }), ...(task && { task }) } };
}
