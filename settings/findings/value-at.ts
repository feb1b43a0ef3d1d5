import type { Path } from "./location";

/** What stands at a path; nothing where the path leads nowhere. */
export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (inner, key) => (inner as Record<PropertyKey, unknown> | null | undefined)?.[key],
    value,
  );
}

/** Whether the last key of a path is written, if only as `undefined`. */
export function isWritten(value: unknown, path: Path): boolean {
  const key = path.at(-1);
  return key !== undefined && Object.hasOwn(Object(valueAt(value, path.slice(0, -1))), key);
}
