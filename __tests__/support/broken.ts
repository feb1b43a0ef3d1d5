/** The way to something inside a value. */
export type Path = readonly (string | number)[];

/** Paths of everything inside a value: every key, every item. */
export function pathsIn(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const here = [...path, Array.isArray(value) ? Number(key) : key];
    return [here, ...pathsIn(inner, here)];
  });
}

/** What stands at a path. */
export function at(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, key) => (inner as Record<string | number, unknown>)[key], value);
}

function changed(value: unknown, path: Path, change: (holder: Record<string, unknown>, key: string) => void) {
  const copy: unknown = structuredClone(value);
  const holder = at(copy, path.slice(0, -1)) as Record<string, unknown>;
  change(holder, String(path.at(-1)));
  return copy;
}

/** A copy with another value at a path. */
export function replaced(value: unknown, path: Path, replacement: unknown): unknown {
  return changed(value, path, (holder, key) => {
    holder[key] = replacement;
  });
}

/** A copy in which the key at the end of a path is written otherwise. */
export function renamed(value: unknown, path: Path, name: string): unknown {
  return changed(value, path, (holder, key) => {
    holder[name] = holder[key];
    delete holder[key];
  });
}
