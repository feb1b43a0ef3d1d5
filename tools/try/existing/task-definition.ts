import { taskDefinitionFacts } from "../../../modules/ecs/task-definition/task-definition-facts";

/** The roles that a task definition names. */
export function rolesOfTaskDefinition(text: string): readonly string[] {
  const { executionRoleArn, taskRoleArn } = taskDefinitionFacts(text);
  const named = [executionRoleArn, taskRoleArn];
  return [...new Set(named.filter((role): role is string => role !== undefined && role !== ""))];
}

/** A task definition with images of no registry of ours, which are there. */
export function withoutImages(text: string): object {
  const definition = JSON.parse(text) as { readonly containerDefinitions: readonly object[] };
  const containerDefinitions = definition.containerDefinitions.map((container) => ({
    ...container,
    image: "something-else",
  }));
  return { ...definition, containerDefinitions };
}
