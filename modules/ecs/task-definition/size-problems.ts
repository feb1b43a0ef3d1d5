import type { Container } from "./containers";
import type { Problem } from "./problem";
import {
  invalidSize,
  memoryAboveTask,
  memoryBelowReservation,
  memoryNeeded,
  outOfRange,
  sumTooLarge,
} from "./problems";
import { cpuUnits, mebibytes } from "./task-size";

type Task = Readonly<Record<string, unknown>>;

/** The sizes of the containers beside those of their task. */
export function sizeProblems(task: Task, containers: readonly Container[]): readonly Problem[] {
  const [cpu, memory] = [cpuUnits(task.cpu), mebibytes(task.memory)];
  const unreadable = [
    ...(typeof task.cpu === "string" && cpu === undefined
      ? invalidSize("cpu", task.cpu, 'CPU units or vCPUs, as "256" or ".25 vCPU"')
      : []),
    ...(typeof task.memory === "string" && memory === undefined
      ? invalidSize("memory", task.memory, 'MiB or GB, as "512" or "0.5 GB"')
      : []),
  ];
  return [
    ...unreadable,
    ...sumProblems(containers, "cpu", "cpu", cpu),
    ...sumProblems(containers, "memoryReservation", "memory", memory),
    ...containers.flatMap((container, place) =>
      memoryProblems(container, `containerDefinitions[${place}]`, task, memory),
    ),
  ];
}

function sumProblems(
  containers: readonly Container[],
  key: "cpu" | "memoryReservation",
  taskKey: "cpu" | "memory",
  ofTask: number | undefined,
): readonly Problem[] {
  const sum = containers.reduce((all, container) => all + numberOf(container[key]), 0);
  return ofTask !== undefined && sum > ofTask ? sumTooLarge(key, sum, taskKey, ofTask) : [];
}

function memoryProblems(
  { memory, memoryReservation }: Container,
  path: string,
  task: Task,
  ofTask: number | undefined,
): readonly Problem[] {
  // Both may be given to one container; 0 is the same as none.
  const [hard, soft] = [numberOf(memory), numberOf(memoryReservation)];
  return [
    ...(task.memory === undefined && hard === 0 && soft === 0 ? memoryNeeded(`${path}.memory`) : []),
    ...(hard < 0 || (hard > 0 && hard < 4)
      ? outOfRange(`${path}.memory`, hard, 4, Number.POSITIVE_INFINITY)
      : []),
    ...(hard > 0 && hard < soft ? memoryBelowReservation(`${path}.memory`, hard, soft) : []),
    ...(ofTask !== undefined && hard > ofTask ? memoryAboveTask(`${path}.memory`, hard, ofTask) : []),
  ];
}

function numberOf(value: unknown): number {
  return typeof value === "number" ? value : 0;
}
