import type { Problem } from "./problem";

/** What RegisterTaskDefinition would refuse in a task definition that `readTaskDefinition` has read. */
export function taskDefinitionProblems(_text: string): readonly Problem[] {
  return [];
}
