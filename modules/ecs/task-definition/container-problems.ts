import { type Container, listOf } from "./containers";
import { isRecord } from "./is-record";
import type { Problem } from "./problem";
import {
  emptyHealthCommand,
  emptyText,
  invalidHealthCommand,
  invalidImage,
  linksOutsideBridge,
  missingKey,
  missingLogOption,
  notOneOf,
  otherHostPort,
  outOfRange,
  placeholderLeft,
  portsWithoutNetwork,
  secretAndVariable,
  secretTwice,
  unknownName,
} from "./problems";

type Task = Readonly<Record<string, unknown>>;

/** In seconds, but for `retries` (Amazon ECS: HealthCheck). */
const healthCheckRanges = {
  interval: [5, 300],
  timeout: [2, 60],
  retries: [1, 10],
  startPeriod: [0, 300],
} as const;

/** What is wrong with one container, beside the other ones that it names. */
export function containerProblems(task: Task, container: Container, place: number): readonly Problem[] {
  const path = `containerDefinitions[${place}]`;
  return [
    ...imageProblems(`${path}.image`, container.image),
    ...portProblems(path, task, container),
    ...linkProblems(path, task, container),
    ...mountProblems(path, task, container),
    ...variableProblems(path, container),
    ...logProblems(`${path}.logConfiguration`, container.logConfiguration),
    ...healthCheckProblems(`${path}.healthCheck`, container.healthCheck),
  ];
}

function imageProblems(path: string, image: unknown): readonly Problem[] {
  if (image === undefined) return missingKey(path);
  if (typeof image !== "string") return [];
  if (/^<.*>$/.test(image)) return placeholderLeft(path, image);
  const [name = "", digest] = image.split("@");
  const isName = /^[A-Za-z0-9._:/#-]{1,255}$/.test(name);
  const isDigest = digest === undefined || /^sha256:[A-Fa-f0-9]{64}$/.test(digest);
  return isName && isDigest ? [] : invalidImage(path, image);
}

function portProblems(path: string, { networkMode }: Task, { portMappings }: Container): readonly Problem[] {
  const list = listOf(portMappings);
  if (networkMode === "none" && list.length > 0) {
    return portsWithoutNetwork(`${path}.portMappings`, portMappings);
  }
  return list.flatMap(({ containerPort, hostPort, protocol }, index) => {
    const here = `${path}.portMappings[${index}]`;
    const differs =
      (networkMode === "awsvpc" || networkMode === "host") &&
      typeof containerPort === "number" &&
      typeof hostPort === "number" &&
      hostPort !== containerPort;
    return [
      ...rangeProblems(`${here}.containerPort`, containerPort, 1, 65_535),
      ...rangeProblems(`${here}.hostPort`, hostPort, 0, 65_535),
      ...(typeof protocol === "string" && protocol !== "tcp" && protocol !== "udp"
        ? notOneOf(`${here}.protocol`, protocol, ["tcp", "udp"])
        : []),
      ...(differs ? otherHostPort(`${here}.hostPort`, hostPort, containerPort, networkMode) : []),
    ];
  });
}

function linkProblems(path: string, { networkMode }: Task, { links }: Container): readonly Problem[] {
  return Array.isArray(links) && links.length > 0 && networkMode !== undefined && networkMode !== "bridge"
    ? linksOutsideBridge(`${path}.links`, links, String(networkMode))
    : [];
}

function mountProblems(path: string, { volumes }: Task, { mountPoints }: Container): readonly Problem[] {
  const names = listOf(volumes).map(({ name }) => name);
  return listOf(mountPoints).flatMap(({ sourceVolume }, index) => {
    const here = `${path}.mountPoints[${index}].sourceVolume`;
    if (sourceVolume === undefined) return missingKey(here);
    return names.includes(sourceVolume) ? [] : unknownName(here, sourceVolume, "volume", names);
  });
}

function variableProblems(path: string, { environment, secrets }: Container): readonly Problem[] {
  const variables = listOf(environment);
  const named = listOf(secrets);
  return [
    ...variables.flatMap(({ name }, index) => nameProblems(`${path}.environment[${index}].name`, name)),
    ...named.flatMap(({ name, valueFrom }, index) => {
      const here = `${path}.secrets[${index}]`;
      return [
        ...(name === "" ? emptyText(`${here}.name`) : []),
        ...(valueFrom === "" ? emptyText(`${here}.valueFrom`) : []),
        ...(named.findIndex((other) => other.name === name) < index ? secretTwice(`${here}.name`, name) : []),
        ...(variables.some((variable) => variable.name === name)
          ? secretAndVariable(`${here}.name`, name)
          : []),
      ];
    }),
  ];
}

function nameProblems(path: string, name: unknown): readonly Problem[] {
  if (name === undefined) return missingKey(path);
  return name === "" ? emptyText(path) : [];
}

function logProblems(path: string, logConfiguration: unknown): readonly Problem[] {
  if (!isRecord(logConfiguration) || logConfiguration.logDriver !== "awslogs") return [];
  const options = isRecord(logConfiguration.options) ? logConfiguration.options : {};
  return ["awslogs-group", "awslogs-region"]
    .filter((key) => options[key] === undefined || options[key] === "")
    .flatMap((key) => missingLogOption(`${path}.options.${key}`));
}

function healthCheckProblems(path: string, healthCheck: unknown): readonly Problem[] {
  if (!isRecord(healthCheck)) return [];
  return [
    ...commandProblems(`${path}.command`, healthCheck.command),
    ...Object.entries(healthCheckRanges).flatMap(([key, [min, max]]) =>
      rangeProblems(`${path}.${key}`, healthCheck[key], min, max),
    ),
  ];
}

function commandProblems(path: string, command: unknown): readonly Problem[] {
  if (!Array.isArray(command)) return [];
  const [first, second]: readonly unknown[] = command;
  if (first === "NONE") return [];
  if (first !== "CMD" && first !== "CMD-SHELL") return invalidHealthCommand(`${path}[0]`, first);
  return second === undefined || second === "" ? emptyHealthCommand(path, command) : [];
}

function rangeProblems(path: string, got: unknown, min: number, max: number): readonly Problem[] {
  return typeof got === "number" && (got < min || got > max) ? outOfRange(path, got, min, max) : [];
}
