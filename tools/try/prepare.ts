import type { LocalAccount } from "../../local/aws/local-account";
import type { PipelineSettings } from "../../settings/schema/pipelines";

/** Creates what an entry expects to exist: the ECS service, and the parameter that holds the GitHub token. */
export async function prepare(account: LocalAccount, entry: PipelineSettings): Promise<void> {
  const { clusterName, serviceName } = entry.service;
  await account.createEcsService({ cluster: clusterName, service: serviceName });
  if (entry.system !== "github-to-ecs" || entry.source.type !== "github-v1") return;
  const { token } = entry.source;
  if ("ssmParameter" in token) await account.createSsmParameter({ name: token.ssmParameter, value: "local" });
}
