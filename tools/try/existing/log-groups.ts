import { LocalAccount } from "../../../local/aws/local-account";
import { taskDefinitionFacts } from "../../../modules/ecs/task-definition/task-definition-facts";

const groupsOf = (taskDefinitions: readonly string[], own: string): readonly string[] =>
  taskDefinitions
    .flatMap((text) => taskDefinitionFacts(text).containers)
    .flatMap(({ log }) =>
      log?.group === undefined || log.createGroup ? [] : [`${log.region ?? own} ${log.group}`],
    );

/** Creates the log groups that task definitions name, each once, but for those that ECS makes, and those of the `others`. */
export async function createLogGroups(
  { endpoint, accountId, region: own }: LocalAccount,
  taskDefinitions: readonly string[],
  others: readonly string[] = [],
): Promise<void> {
  const made = groupsOf(others, own);
  const groups = groupsOf(taskDefinitions, own).filter((group) => !made.includes(group));
  for (const [region, logGroupName] of [...new Set(groups)].map((group) => group.split(" "))) {
    await new LocalAccount(endpoint, accountId, region).call("logs", "CreateLogGroup", { logGroupName });
  }
}
