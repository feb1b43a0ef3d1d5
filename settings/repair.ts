import type { z } from "zod/mini";
import type { Path } from "./findings/location";
import { suggestion } from "./findings/suggestion";
import { isWritten, valueAt } from "./findings/value-at";

type Issue = z.core.$ZodIssue;
type Holder = Record<PropertyKey, unknown>;

/** Stands where a text of the right kind is missing. AWS would take it as any name; what is found in it is not reported. */
export const placeholder = "placeholder-7c1f";

// A number that every setting takes: minutes, days and images.
const anyNumber = 30;

/** How many ways of repair are tried: one drops what is wrong, the others put something right in its place. */
export const variants: readonly number[] = [0, 1, 2, 3];

const rounds = 50;

function changed(value: unknown, path: Path, change: (holder: Holder, key: PropertyKey) => void): unknown {
  const [key, ...rest] = path;
  if (key === undefined || typeof value !== "object" || value === null) return value;
  const copy = (Array.isArray(value) ? [...value] : { ...value }) as Holder;
  if (rest.length === 0) change(copy, key);
  else copy[key] = changed(copy[key], rest, change);
  return copy;
}

const replaced = (value: unknown, path: Path, by: unknown): unknown =>
  path.length === 0
    ? by
    : changed(value, path, (holder, key) => {
        Object.defineProperty(holder, key, {
          value: by,
          enumerable: true,
          writable: true,
          configurable: true,
        });
      });

const dropped = (value: unknown, path: Path): unknown =>
  changed(value, path, (holder, key) => {
    delete holder[key];
  });

function droppedKeys(value: unknown, path: Path, keys: readonly string[]): unknown {
  const unknown = new Set(keys);
  const known = Object.entries(Object(valueAt(value, path))).filter(([key]) => !unknown.has(key));
  return replaced(value, path, Object.fromEntries(known));
}

function fitting(issue: Issue, variant: number): readonly unknown[] {
  if (issue.code === "invalid_value") return issue.values;
  if (issue.code === "invalid_union" && "options" in issue && issue.options) return issue.options;
  if (issue.code === "custom") {
    const schemas = (issue.params?.alternatives ?? []) as readonly z.ZodMiniType[];
    return schemas.flatMap((schema) => repaired(schema, {}, variant) ?? []);
  }
  if (issue.code !== "invalid_type") return [];
  const byType: Readonly<Record<string, readonly unknown[]>> = {
    string: [placeholder],
    number: [anyNumber],
    boolean: [false, true],
    array: [[placeholder]],
    object: [{}],
    record: [{}],
  };
  return byType[issue.expected] ?? [];
}

const take = (candidates: readonly unknown[], variant: number): unknown =>
  candidates[variant % Math.max(1, candidates.length)];

// What says which of several objects is meant is guessed as the report does, so that the object's other keys are checked.
function guessed(value: unknown, issue: Issue): unknown {
  const written = valueAt(value, issue.path);
  const tells = issue.code === "invalid_union" && typeof written === "string";
  return tells ? suggestion(written, fitting(issue, 0).map(String)) : undefined;
}

function step(value: unknown, issue: Issue, variant: number): unknown {
  const { path } = issue;
  const guess = guessed(value, issue);
  if (guess !== undefined) return replaced(value, path, guess);
  if (issue.code === "unrecognized_keys") return droppedKeys(value, path, issue.keys);
  const candidates = fitting(issue, variant);
  const isItem = typeof path.at(-1) === "number";
  const drops = isWritten(value, path) && !isItem && (variant === 0 || candidates.length === 0);
  if (drops) return dropped(value, path);
  return replaced(value, path, take(candidates, Math.max(0, variant - 1)));
}

/**
 * An object that fits the schema, made from one that does not, so that the rest of it can be checked. Another variant puts
 * something else in place of what is wrong: what is found wrong in every variant does not come from the repair.
 */
export function repaired<T>(schema: z.ZodMiniType<T>, value: unknown, variant: number): T | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  let repairing: unknown = value;
  for (let round = 0; round < rounds; round++) {
    const issues: readonly Issue[] = schema.safeParse(repairing).error?.issues ?? [];
    if (issues.length === 0) return repairing as T;
    repairing = issues.reduce((inner, issue) => step(inner, issue, variant), repairing);
  }
  return undefined;
}

/** A copy in which a placeholder stands where something must not be read. */
export function withPlaceholders(value: unknown, findings: readonly { readonly path: Path }[]): unknown {
  return findings.reduce<unknown>((inner, { path }) => replaced(inner, path, placeholder), value);
}

/** What is found wrong whatever the repair, by what `keyOf` calls the same. */
export function inEveryVariant<T>(
  found: readonly (readonly T[])[],
  keyOf: (finding: T) => string,
): readonly T[] {
  const [first = [], ...others] = found;
  const keys = others.map((findings) => new Set(findings.map(keyOf)));
  return first.filter((finding) => keys.every((known) => known.has(keyOf(finding))));
}

/** Whether something was found in a placeholder, and not in what the user wrote. */
export function isOfPlaceholder(finding: object): boolean {
  return JSON.stringify(finding, (_, value) => (typeof value === "bigint" ? String(value) : value)).includes(
    placeholder,
  );
}
