import { type Container, listOf } from "./containers";
import { executionRoleProblems } from "./execution-role-problems";
import type { Problem } from "./problem";
import {
  emptyTags,
  invalidName,
  invalidTag,
  nameTwice,
  noContainers,
  noEssentialContainer,
  notOneOf,
  portTwice,
  tooLarge,
  tooManyContainers,
  tooManyTags,
} from "./problems";

type Task = Readonly<Record<string, unknown>>;

const networkModes = ["awsvpc", "bridge", "host", "none"] as const;
const compatibilities = ["EC2", "FARGATE", "EXTERNAL", "MANAGED_INSTANCES"] as const;
const name = /^[A-Za-z0-9_-]{1,255}$/;

/** What is wrong with the task as a whole. */
export function taskProblems(task: Task, containers: readonly Container[], text: string): readonly Problem[] {
  const bytes = new TextEncoder().encode(text).length;
  return [
    ...(bytes > 65_536 ? tooLarge(bytes) : []),
    ...(typeof task.family === "string" && !name.test(task.family) ? invalidName("family", task.family) : []),
    ...memberProblems("networkMode", task.networkMode, networkModes),
    ...(Array.isArray(task.requiresCompatibilities) ? task.requiresCompatibilities : []).flatMap(
      (one: unknown, index) => memberProblems(`requiresCompatibilities[${index}]`, one, compatibilities),
    ),
    ...tagProblems(task.tags),
    ...nameProblems("volumes", listOf(task.volumes)),
    ...countProblems(task, containers),
    ...nameProblems("containerDefinitions", containers),
    ...portProblems(task, containers),
    ...executionRoleProblems(task, containers),
  ];
}

function memberProblems(path: string, got: unknown, members: readonly string[]): readonly Problem[] {
  return typeof got === "string" && !members.includes(got) ? notOneOf(path, got, members) : [];
}

function countProblems(task: Task, containers: readonly Container[]): readonly Problem[] {
  if (!Array.isArray(task.containerDefinitions)) return [];
  if (containers.length === 0) return noContainers(task.containerDefinitions);
  return [
    ...(containers.length > 10 ? tooManyContainers(containers.length) : []),
    ...(containers.every(({ essential }) => essential === false) ? noEssentialContainer() : []),
  ];
}

/** Of containers and of volumes: each has a name of its own. */
function nameProblems(key: string, list: readonly Container[]): readonly Problem[] {
  return list.flatMap((one, index) => {
    const path = `${key}[${index}].name`;
    if (typeof one.name !== "string") return "name" in one ? [] : invalidName(path, one.name);
    if (!name.test(one.name)) return invalidName(path, one.name);
    return list.findIndex((other) => other.name === one.name) < index ? nameTwice(path, one.name) : [];
  });
}

function tagProblems(tags: unknown): readonly Problem[] {
  if (!Array.isArray(tags)) return [];
  if (tags.length === 0) return emptyTags();
  const list = listOf(tags);
  return [
    ...(list.length > 50 ? tooManyTags(list.length) : []),
    ...list.flatMap(({ key, value }, index) => {
      const path = `tags[${index}]`;
      const isKey = typeof key === "string" && key.length >= 1 && key.length <= 128 && !/^aws:/i.test(key);
      if (!isKey) return invalidTag(`${path}.key`, key, "1 to 128 characters that do not start with aws:");
      const isTwice = list.findIndex((other) => other.key === key) < index;
      return [
        ...(isTwice ? invalidTag(`${path}.key`, key, "each key once") : []),
        ...(typeof value === "string" && value.length > 256
          ? invalidTag(`${path}.value`, `${value.length} characters`, "up to 256 characters")
          : []),
      ];
    }),
  ];
}

/** Ports of the host, or of the network interface that the containers share, are taken once. */
function portProblems({ networkMode }: Task, containers: readonly Container[]): readonly Problem[] {
  const isShared = networkMode === "awsvpc" || networkMode === "host";
  const taken = new Set<string>();
  return containers.flatMap(({ portMappings }, place) =>
    listOf(portMappings).flatMap(({ containerPort, hostPort, protocol = "tcp" }, index) => {
      const port = isShared ? containerPort : hostPort;
      if (typeof port !== "number" || port === 0) return [];
      const key = `${port}/${String(protocol)}`;
      const path = `containerDefinitions[${place}].portMappings[${index}].${isShared ? "containerPort" : "hostPort"}`;
      if (taken.has(key)) return portTwice(path, key);
      taken.add(key);
      return [];
    }),
  );
}
