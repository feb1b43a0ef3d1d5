import { nameRules } from "../modules/aws/name-rules";
import type { Finding } from "../modules/findings/finding";
import { literalNeeded } from "../modules/findings/value-errors";
import { nameOfParts } from "../settings/findings/errors";
import { leaves } from "../settings/findings/leaves";
import { type Path, propertyPath } from "../settings/findings/location";
import { isWritten } from "../settings/findings/value-at";
import type { ConstructFinding } from "./found";
import { grouped } from "./grouped";

/** A text in an entry that a name at AWS comes from. */
export interface Cause {
  readonly path: Path;
  readonly text: string;
}

const keyOf = (path: Path): string => String(path.findLast((key) => typeof key === "string"));

/** The places of an entry that a text comes from, the likeliest first: the same text, or the beginning of `<text>-…`, or the end of `…/<text>`. */
export function causesOf(written: unknown, text: string, key: string): readonly Cause[] {
  // The stack's name stands for a `name` only where there is none.
  const hasName = isWritten(written, ["name"]);
  const texts = leaves(written).flatMap(({ path, leaf, isKey }) =>
    typeof leaf === "string" && leaf !== "" && !isKey ? [{ path, text: leaf }] : [],
  );
  const rank = (cause: Cause): number =>
    (cause.text === text ? 2 : 0) + (cause.text === text && keyOf(cause.path) === key ? 2 : 0);
  return texts
    .filter(({ path: [first, ...rest] }) => first !== "stack" || rest.length > 0 || !hasName)
    .filter(
      (cause) => cause.text === text || text.startsWith(`${cause.text}-`) || text.endsWith(`/${cause.text}`),
    )
    .sort((a, b) => rank(b) - rank(a) || b.text.length - a.text.length || a.path.length - b.path.length);
}

interface Caused {
  readonly cause: Cause;
  readonly found: ConstructFinding;
  /** Whether the finding is about the very key that was written. */
  readonly isDirect: boolean;
}

const lastKey = (property: string): string =>
  property
    .replace(/(\[[^\]]*\])+$/, "")
    .split(".")
    .at(-1) ?? property;

const nameCodes: readonly string[] = [literalNeeded, ...Object.values(nameRules).map(({ code }) => code)];

function causedBy(written: unknown, found: ConstructFinding): Caused | undefined {
  if (typeof found.got !== "string" || !nameCodes.includes(found.code)) return undefined;
  const key = lastKey(found.property);
  const [cause] = causesOf(written, found.got, key);
  return cause && { cause, found, isDirect: cause.text === found.got && keyOf(cause.path) === key };
}

const settingFinding = (property: string, { code, problem, got, allowed }: Finding): Finding => ({
  code,
  property,
  problem,
  got,
  allowed,
});

// What one text makes, told as one: at the key that was written, if AWS refuses that too.
function told(property: string, group: readonly Caused[]): ConstructFinding | Finding {
  const direct = group.find(({ isDirect }) => isDirect)?.found;
  const [one, ...others] = group;
  const text = one?.cause.text ?? "";
  if (one && others.length === 0 && one.found.got === text) return settingFinding(property, one.found);
  const parts = nameOfParts(
    property,
    text,
    group.map(({ found }) => ({ ...found, property: lastKey(found.property) })),
  );
  return direct ? { ...direct, allowed: parts.allowed } : parts;
}

/**
 * Findings by what the user wrote: where one text makes several names that AWS refuses, or a name of which the entry says
 * nothing, the text is named and not what follows from it.
 */
export function byCause(
  all: readonly ConstructFinding[],
  written: unknown,
  root: string,
): readonly (ConstructFinding | Finding)[] {
  const caused = new Map(all.map((found) => [found, causedBy(written, found)] as const));
  const groups = grouped(
    [...caused.values()].flatMap((each) => each ?? []),
    ({ cause }) => propertyPath(root, cause.path),
  );
  return all.flatMap((found) => {
    const own = caused.get(found);
    const property = own ? propertyPath(root, own.cause.path) : "";
    const group = groups.get(property) ?? [];
    if (group.every(({ isDirect }) => isDirect)) return [found];
    return group[0]?.found === found ? [told(property, group)] : [];
  });
}
