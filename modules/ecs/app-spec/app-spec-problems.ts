import type { Problem } from "../task-definition/problem";

/** What CodeDeploy would refuse in an AppSpec file, and what it names that the task definition lacks. */
export function appSpecProblems(_text: string, _taskDefinition: string): readonly Problem[] {
  return [];
}
