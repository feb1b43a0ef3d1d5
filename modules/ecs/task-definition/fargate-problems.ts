import { type Container, listOf } from "./containers";
import { isRecord } from "./is-record";
import { driverOf } from "./log-driver";
import type { Problem } from "./problem";
import { invalidCpu, invalidMemory, missingSize, notOnFargate, outOfRange } from "./problems";
import { cpuUnits, mebibytes } from "./task-size";

type Task = Readonly<Record<string, unknown>>;

/** Memory by CPU units: the least, the most, the step between (Amazon ECS: Troubleshoot invalid CPU or memory errors). */
const memoryByCpu: Readonly<Record<number, readonly [number, number, number]>> = {
  256: [512, 2048, 512],
  512: [1024, 4096, 1024],
  1024: [2048, 8192, 1024],
  2048: [4096, 16_384, 1024],
  4096: [8192, 30_720, 1024],
  8192: [16_384, 61_440, 4096],
  16384: [32_768, 122_880, 8192],
};
const logDrivers = ["awslogs", "splunk", "awsfirelens"];

/** What a task that is to run on Fargate too may not be. */
export function fargateProblems(task: Task, containers: readonly Container[]): readonly Problem[] {
  const { requiresCompatibilities, networkMode } = task;
  if (!Array.isArray(requiresCompatibilities) || !requiresCompatibilities.includes("FARGATE")) return [];
  return [
    ...(networkMode === "awsvpc" ? [] : notOnFargate("networkMode", networkMode, "awsvpc")),
    ...pairProblems(task),
    ...(listOf(task.placementConstraints).length > 0
      ? notOnFargate("placementConstraints", task.placementConstraints, "no placement constraints")
      : []),
    ...(task.pidMode === "host" ? notOnFargate("pidMode", "host", "task, or no such key") : []),
    ...listOf(task.volumes).flatMap(volumeProblems),
    ...containers.flatMap(containerProblems),
    ...storageProblems(task.ephemeralStorage),
  ];
}

function pairProblems(task: Task): readonly Problem[] {
  const missing = ["cpu", "memory"].filter((key) => task[key] === undefined).flatMap(missingSize);
  const [cpu, memory] = [cpuUnits(task.cpu), mebibytes(task.memory)];
  if (cpu === undefined) return missing;
  const range = memoryByCpu[cpu];
  if (range === undefined) return [...missing, ...invalidCpu(task.cpu, Object.keys(memoryByCpu).map(Number))];
  if (memory === undefined) return missing;
  const [min, max, step] = range;
  // The smallest task doubles its memory, all others add to it.
  const fits = memory >= min && memory <= max && (memory - min) % step === 0 && memory !== 1536;
  return fits ? missing : [...missing, ...invalidMemory(task.memory, cpu, range)];
}

function volumeProblems(volume: Container, index: number): readonly Problem[] {
  const path = `volumes[${index}]`;
  const host = isRecord(volume.host) ? volume.host : {};
  return [
    ...(host.sourcePath === undefined
      ? []
      : notOnFargate(`${path}.host.sourcePath`, host.sourcePath, "an empty host")),
    ...(volume.dockerVolumeConfiguration === undefined
      ? []
      : notOnFargate(
          `${path}.dockerVolumeConfiguration`,
          volume.dockerVolumeConfiguration,
          "no Docker volumes",
        )),
  ];
}

function containerProblems(container: Container, place: number): readonly Problem[] {
  const path = `containerDefinitions[${place}]`;
  const driver = driverOf(container.logConfiguration);
  return [
    ...(container.privileged === true ? notOnFargate(`${path}.privileged`, true, "false") : []),
    ...(typeof driver === "string" && !logDrivers.includes(driver)
      ? notOnFargate(`${path}.logConfiguration.logDriver`, driver, logDrivers.join(", "))
      : []),
    ...timeoutProblems(`${path}.startTimeout`, container.startTimeout),
    ...timeoutProblems(`${path}.stopTimeout`, container.stopTimeout),
  ];
}

function timeoutProblems(path: string, seconds: unknown): readonly Problem[] {
  return typeof seconds === "number" && (seconds < 2 || seconds > 120)
    ? outOfRange(path, seconds, 2, 120)
    : [];
}

function storageProblems(storage: unknown): readonly Problem[] {
  const size = isRecord(storage) ? storage.sizeInGiB : undefined;
  return typeof size === "number" && (size < 21 || size > 200)
    ? outOfRange("ephemeralStorage.sizeInGiB", size, 21, 200)
    : [];
}
