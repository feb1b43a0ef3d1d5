import { type Container, listOf } from "./containers";
import { isRecord } from "./is-record";
import type { Problem } from "./problem";
import { healthCheckNeeded, notOneOf, unknownName, waitsForEndOfEssential, waitsForItself } from "./problems";

const conditions = ["START", "COMPLETE", "SUCCESS", "HEALTHY"];

/** What is wrong between containers: names that are none, waits that never end. */
export function dependencyProblems(containers: readonly Container[]): readonly Problem[] {
  return [
    ...containers.flatMap((container, place) => [
      ...conditionProblems(containers, container, place),
      ...nameProblems(containers, container, place),
    ]),
    ...circles(containers),
  ];
}

function conditionProblems(
  containers: readonly Container[],
  { dependsOn }: Container,
  place: number,
): readonly Problem[] {
  return listOf(dependsOn).flatMap(({ containerName, condition }, index) => {
    const path = `containerDefinitions[${place}].dependsOn[${index}]`;
    const other = containers.find(({ name }) => name === containerName);
    const wrong =
      typeof condition === "string" && !conditions.includes(condition)
        ? notOneOf(`${path}.condition`, condition, conditions)
        : [];
    if (other === undefined) return wrong;
    if (condition === "HEALTHY" && !isRecord(other.healthCheck)) {
      return healthCheckNeeded(`${path}.condition`, condition);
    }
    return (condition === "SUCCESS" || condition === "COMPLETE") && other.essential !== false
      ? waitsForEndOfEssential(`${path}.condition`, condition)
      : wrong;
  });
}

function nameProblems(
  containers: readonly Container[],
  { dependsOn, volumesFrom, links }: Container,
  place: number,
): readonly Problem[] {
  const path = `containerDefinitions[${place}]`;
  const names = containers.map(({ name }) => name);
  const check = (here: string, got: unknown) =>
    got === undefined || names.includes(got) ? [] : unknownName(here, got, "container", names);
  return [
    ...listOf(dependsOn).flatMap(({ containerName }, index) =>
      check(`${path}.dependsOn[${index}].containerName`, containerName),
    ),
    ...listOf(volumesFrom).flatMap(({ sourceContainer }, index) =>
      check(`${path}.volumesFrom[${index}].sourceContainer`, sourceContainer),
    ),
    ...(Array.isArray(links) ? links : []).flatMap((link: unknown, index) =>
      check(`${path}.links[${index}]`, String(link).split(":")[0]),
    ),
  ];
}

/** Each circle once, at the first of its containers. */
function circles(containers: readonly Container[]): readonly Problem[] {
  const waits = containers.map(({ dependsOn }) =>
    listOf(dependsOn).map(({ containerName }) => containers.findIndex(({ name }) => name === containerName)),
  );
  return containers.flatMap((_, start) => {
    const circle = wayBack(waits, start, [start]);
    return circle === undefined
      ? []
      : waitsForItself(
          `containerDefinitions[${start}].dependsOn`,
          [...circle, start].map((place) => String(containers[place]?.name)),
        );
  });
}

/** From a container through later ones back to it. */
function wayBack(
  waits: readonly (readonly number[])[],
  start: number,
  way: readonly number[],
): readonly number[] | undefined {
  for (const next of waits[way.at(-1) ?? start] ?? []) {
    if (next === start) return way;
    if (next < start || way.includes(next)) continue;
    const circle = wayBack(waits, start, [...way, next]);
    if (circle !== undefined) return circle;
  }
  return undefined;
}
