import { containerProblems } from "./container-problems";
import { listOf } from "./containers";
import { dependencyProblems } from "./dependency-problems";
import { fargateProblems } from "./fargate-problems";
import { isRecord } from "./is-record";
import type { Problem } from "./problem";
import { noObject } from "./problems";
import { sizeProblems } from "./size-problems";
import { taskProblems } from "./task-problems";
import { typeProblems } from "./type-problems";

/** What RegisterTaskDefinition would refuse in a task definition that `readTaskDefinition` has read. */
export function taskDefinitionProblems(text: string): readonly Problem[] {
  const task: unknown = JSON.parse(text);
  if (!isRecord(task)) return noObject("", task);
  const containers = listOf(task.containerDefinitions);
  return [
    ...typeProblems(task),
    ...taskProblems(task, containers, text),
    ...sizeProblems(task, containers),
    ...fargateProblems(task, containers),
    ...containers.flatMap((container, place) => containerProblems(task, container, place)),
    ...dependencyProblems(containers),
  ];
}
