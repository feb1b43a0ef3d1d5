import { isObject } from "./json";

/** A JSON path outside of what AWS's triggers understand here: `$`, `.name`, `['name']`, `[0]`, `[*]`, `.*`. */
export class InvalidJsonPath extends Error {
  override readonly name = "InvalidJsonPath";
}

const STEP = /\.([\w-]+)|\.(\*)|\[(\*)\]|\[(\d+)\]|\['([^']*)'\]/y;

/** The values that a JSON path finds; none when a part of the path is absent. */
export function valuesAt(path: string, root: unknown): unknown[] {
  return stepsOf(path).reduce((values, step) => values.flatMap(step), [root]);
}

/** The first value that a JSON path finds. */
export function valueAt(path: string, root: unknown): unknown {
  return valuesAt(path, root)[0];
}

/** Throws InvalidJsonPath when the path can't be read. */
export function checkJsonPath(path: string): void {
  stepsOf(path);
}

type Step = (value: unknown) => unknown[];

function stepsOf(path: string): Step[] {
  if (!path.startsWith("$")) throw new InvalidJsonPath(`A JSON path starts with $, unlike "${path}".`);
  const steps: Step[] = [];
  let position = 1;
  while (position < path.length) {
    STEP.lastIndex = position;
    const match = STEP.exec(path);
    if (match === null) {
      throw new InvalidJsonPath(
        `The JSON path "${path}" can't be read at "${path.slice(position)}"; write .name, ['name'], [0] or [*].`,
      );
    }
    const [, name, anyName, anyIndex, index, quoted] = match;
    steps.push(
      (anyName ?? anyIndex) ? children : child(index === undefined ? (name ?? quoted ?? "") : Number(index)),
    );
    position = STEP.lastIndex;
  }
  return steps;
}

function child(key: string | number): Step {
  return (value) => {
    if (typeof key === "number") return Array.isArray(value) && key < value.length ? [value[key]] : [];
    return isObject(value) && Object.hasOwn(value, key) ? [value[key]] : [];
  };
}

function children(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  return isObject(value) ? Object.values(value) : [];
}
