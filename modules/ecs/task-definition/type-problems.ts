import { isRecord } from "./is-record";
import { type KnownType, knownKeys } from "./known-keys";
import type { Problem } from "./problem";
import { missingKey, wrongType } from "./problems";

type Task = Readonly<Record<string, unknown>>;

const articles = { string: "a string", integer: "a whole number", boolean: "true or false" };

/** Known keys that hold something else than AWS takes, and required ones that are missing. */
export function typeProblems(task: Task): readonly Problem[] {
  return problemsOf("", task, knownKeys);
}

/** The paths of keys that are not in the table: mistyped ones, or newer than it. */
export function unknownKeys(task: Task): readonly string[] {
  return unknownIn("", task, knownKeys);
}

const below = (path: string, key: string): string => (path === "" ? key : `${path}.${key}`);

function problemsOf(path: string, got: unknown, type: KnownType): readonly Problem[] {
  if (typeof type === "string" && type !== "texts") {
    const fits = type === "integer" ? Number.isInteger(got) : typeof got === type;
    return fits ? [] : wrongType(path, shown(path, got), articles[type]);
  }
  if (isList(type)) {
    if (!Array.isArray(got)) return wrongType(path, shown(path, got), "a list");
    return got.flatMap((element, index) => problemsOf(`${path}[${index}]`, element, type[0]));
  }
  if (!isRecord(got)) return wrongType(path, shown(path, got), "an object");
  if (type === "texts") {
    return Object.entries(got).flatMap(([key, value]) => problemsOf(below(path, key), value, "string"));
  }
  return Object.entries(type).flatMap(([mark, inner]) => {
    const key = mark.replace("!", "");
    if (key in got) return problemsOf(below(path, key), got[key], inner);
    return key === mark ? [] : missingKey(below(path, key));
  });
}

/** No more than a reader needs: the value of a variable may be a secret, and the log of a build keeps it. */
function shown(path: string, got: unknown): unknown {
  if (Array.isArray(got)) return "(a list)";
  if (isRecord(got)) return "(an object)";
  return /\.environment\[/.test(path) ? "(not shown)" : got;
}

function unknownIn(path: string, got: unknown, type: KnownType): readonly string[] {
  if (isList(type)) {
    return Array.isArray(got)
      ? got.flatMap((element, index) => unknownIn(`${path}[${index}]`, element, type[0]))
      : [];
  }
  if (typeof type === "string" || !isRecord(got)) return [];
  return Object.entries(got).flatMap(([key, value]) => {
    const mark = [key, `${key}!`].find((one) => Object.hasOwn(type, one));
    const inner = mark === undefined ? undefined : type[mark];
    return inner === undefined ? [below(path, key)] : unknownIn(below(path, key), value, inner);
  });
}

// `Array.isArray` does not narrow a readonly list out of a union.
function isList(type: KnownType): type is readonly [KnownType] {
  return Array.isArray(type);
}
