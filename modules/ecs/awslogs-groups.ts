import {
  containersOf,
  type JsonObject,
  objectOf,
  type TaskDefinitionDocument,
  textOf,
} from "./task-definition-document";

/** A log group that containers write to (Amazon ECS: awslogs log driver). */
export interface AwslogsGroup {
  readonly logGroupName: string;
  /** The Region that it is written in; undefined: that of the task. */
  readonly region: string | undefined;
  /** Whether ECS makes the group where it is missing. */
  readonly isCreated: boolean;
}

function groupOf({ logConfiguration }: JsonObject): AwslogsGroup | undefined {
  const { logDriver, options } = objectOf(logConfiguration);
  const said = objectOf(options);
  const logGroupName = textOf(said["awslogs-group"]);
  if (logDriver !== "awslogs" || logGroupName === undefined) return undefined;
  return {
    logGroupName,
    region: textOf(said["awslogs-region"]),
    isCreated: String(said["awslogs-create-group"]) === "true",
  };
}

/** The log groups that a task definition names, each once. */
export function awslogsGroups(document: TaskDefinitionDocument): readonly AwslogsGroup[] {
  const groups = new Map<string, AwslogsGroup>();
  for (const group of containersOf(document).flatMap((container) => groupOf(container) ?? [])) {
    const key = JSON.stringify([group.logGroupName, group.region]);
    groups.set(key, { ...group, isCreated: group.isCreated || (groups.get(key)?.isCreated ?? false) });
  }
  return [...groups.values()];
}
