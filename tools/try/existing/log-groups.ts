import { LocalAccount } from "../../../local/aws/local-account";
import { taskDefinitionFacts } from "../../../modules/ecs/task-definition/task-definition-facts";

/** Creates the log groups that task definitions name, each once, but for those that ECS makes. */
export async function createLogGroups(
  { endpoint, accountId, region: own }: LocalAccount,
  taskDefinitions: readonly string[],
): Promise<void> {
  const groups = taskDefinitions
    .flatMap((text) => taskDefinitionFacts(text).containers)
    .flatMap(({ log }) =>
      log?.group === undefined || log.createGroup ? [] : [`${log.region ?? own} ${log.group}`],
    );
  for (const [region, logGroupName] of [...new Set(groups)].map((group) => group.split(" "))) {
    await new LocalAccount(endpoint, accountId, region).call("logs", "CreateLogGroup", { logGroupName });
  }
}
