import { valueAt, without } from "./json-text";

/** What describe-task-definition answers and RegisterTaskDefinition does not take. */
export const readOnlyKeys = [
  "taskDefinitionArn",
  "revision",
  "status",
  "requiresAttributes",
  "compatibilities",
  "registeredAt",
  "registeredBy",
  "deregisteredAt",
  "deleteRequestedAt",
] as const;

/** Without the keys that only AWS writes, and without an empty list of tags, which RegisterTaskDefinition refuses. */
export function withoutReadOnlyKeys(text: string): string {
  const stripped = readOnlyKeys.reduce((rest, key) => without(rest, [key]), text);
  const tags = valueAt(stripped, ["tags"]);
  return Array.isArray(tags) && tags.length === 0 ? without(stripped, ["tags"]) : stripped;
}
