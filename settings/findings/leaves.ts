import type { Path } from "./location";

/** A value that holds no other, or a key, and the way to it. */
export interface Leaf {
  readonly path: Path;
  readonly leaf: unknown;
  readonly isKey: boolean;
}

/** Every key and every innermost value of plain data. */
export function leaves(value: unknown, path: Path = []): readonly Leaf[] {
  if (typeof value !== "object" || value === null) return [{ path, leaf: value, isKey: false }];
  if (Array.isArray(value)) return value.flatMap((item, index) => leaves(item, [...path, index]));
  return Object.entries(value).flatMap(([key, item]) => {
    const at = [...path, key];
    return [{ path: at, leaf: key, isKey: true }, ...leaves(item, at)];
  });
}
