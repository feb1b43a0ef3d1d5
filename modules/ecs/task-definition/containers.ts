import { isRecord } from "./is-record";
import { valueAt } from "./json-text";

/** A container as its JSON says, whatever that is. */
export type Container = Readonly<Record<string, unknown>>;

/** The containers, in their order; what is no object counts as an empty one, so that places stay. */
export function containersOf(text: string): readonly Container[] {
  return listOf(valueAt(text, ["containerDefinitions"]));
}

/** A list of objects at a key, whatever stands there. */
export function listOf(value: unknown): readonly Container[] {
  return Array.isArray(value) ? value.map((element) => (isRecord(element) ? element : {})) : [];
}

/** The place of a container, -1 without one of that name. */
export function placeOf(text: string, containerName: string): number {
  return containersOf(text).findIndex(({ name }) => name === containerName);
}
