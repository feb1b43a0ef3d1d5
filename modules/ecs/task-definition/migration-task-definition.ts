import { containersOf, listOf, placeOf } from "./containers";
import { isRecord } from "./is-record";
import { valueAt, without, withValue } from "./json-text";

/** The one-off task of a migration. */
export interface MigrationTask {
  readonly family: string;
  readonly containerName: string;
  /** Replaces the container's `command`; its `entryPoint` stays. */
  readonly command: readonly string[];
}

/** The task definition of the migration: its container with another command, and beside it only what that one needs. */
export function migrationTaskDefinition(text: string, task: MigrationTask): string {
  const needed = neededBy(text, task.containerName);
  const steps = [
    (rest: string) => withValue(rest, ["family"], task.family),
    (rest: string) => onlyContainers(rest, needed),
    (rest: string) => withoutWaits(rest, task.containerName),
    (rest: string) => withoutProxy(rest, needed),
    withoutPorts,
    (rest: string) => asOneOff(rest, task),
  ];
  return steps.reduce((rest, step) => step(rest), text);
}

/** A container, and those that it cannot start or log without. */
function neededBy(text: string, containerName: string): ReadonlySet<string> {
  const containers = containersOf(text);
  const needed = new Set([containerName]);
  // A set hands out what is added while it is walked.
  for (const name of needed) {
    for (const container of containers.filter((one) => one.name === name)) {
      const log = isRecord(container.logConfiguration) ? container.logConfiguration : {};
      const routers = containers.filter(({ firelensConfiguration }) => isRecord(firelensConfiguration));
      const names = [
        ...listOf(container.dependsOn).map((dependency) => dependency.containerName),
        ...listOf(container.volumesFrom).map(({ sourceContainer }) => sourceContainer),
        ...(Array.isArray(container.links) ? container.links : []).map((link) => String(link).split(":")[0]),
        ...(log.logDriver === "awsfirelens" ? routers.map((router) => router.name) : []),
      ];
      for (const other of names) if (typeof other === "string") needed.add(other);
    }
  }
  return needed;
}

function onlyContainers(text: string, needed: ReadonlySet<string>): string {
  return containersOf(text).reduceRight(
    (rest, { name }, place) =>
      needed.has(String(name)) ? rest : without(rest, ["containerDefinitions", place]),
    text,
  );
}

/** Nothing can wait for the migration's container to be healthy or to end, only for its start. */
function withoutWaits(text: string, migrating: string): string {
  return containersOf(text).reduce((rest, { dependsOn }, place) => {
    const path = ["containerDefinitions", place, "dependsOn"];
    return listOf(dependsOn).reduceRight(
      (remaining, { containerName, condition }, at) =>
        containerName === migrating && condition !== "START" ? without(remaining, [...path, at]) : remaining,
      rest,
    );
  }, text);
}

function withoutProxy(text: string, needed: ReadonlySet<string>): string {
  const proxy = valueAt(text, ["proxyConfiguration", "containerName"]);
  return typeof proxy === "string" && !needed.has(proxy) ? without(text, ["proxyConfiguration"]) : text;
}

/** A port of the host is taken while the service runs there; with `awsvpc` each task has its own. */
function withoutPorts(text: string): string {
  if (valueAt(text, ["networkMode"]) === "awsvpc") return text;
  return containersOf(text).reduce(
    (rest, _, place) => without(rest, ["containerDefinitions", place, "portMappings"]),
    text,
  );
}

/** Runs once: its exit ends the task, nothing asks for its health, and nothing starts it again. */
function asOneOff(text: string, { containerName, command }: MigrationTask): string {
  const path = ["containerDefinitions", placeOf(text, containerName)];
  const once = ["healthCheck", "restartPolicy"].reduce((rest, key) => without(rest, [...path, key]), text);
  return withValue(withValue(once, [...path, "command"], command), [...path, "essential"], true);
}
