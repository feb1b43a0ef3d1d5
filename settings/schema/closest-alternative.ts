import type { z } from "zod/mini";
import { suggestion } from "../findings/suggestion";

type Issue = z.core.$ZodIssue;

const otherKinds: readonly Issue["code"][] = ["invalid_type", "invalid_value", "invalid_union"];

const isOfAnotherKind = (issues: readonly Issue[]): boolean =>
  issues.some(({ code, path }) => path.length === 0 && otherKinds.includes(code));

const strange = (issues: readonly Issue[]) =>
  issues.flatMap((issue) => (issue.code === "unrecognized_keys" && issue.path.length === 0 ? [issue] : []));

// `strict` gives the keys that it knows as the message.
const knownIn = ({ message }: Issue): readonly string[] => message.split(", ");

// A key that is misspelt counts half: it is meant for the alternative that has the right one.
function unknownKeys(issues: readonly Issue[], elsewhere: ReadonlySet<string>): number {
  return strange(issues)
    .flatMap((issue) =>
      issue.keys.map((key) => {
        const isMisspelt = !elsewhere.has(key) && suggestion(key, knownIn(issue)) !== undefined;
        return isMisspelt ? 0.5 : 1;
      }),
    )
    .reduce((number, weight) => number + weight, 0);
}

/**
 * What is wrong with the one alternative of a union that was meant: the only one of the value's kind, or the one that
 * knows most of its keys, misspelt ones too. None where that cannot be told.
 */
export function closestAlternative(
  alternatives: readonly (readonly Issue[])[],
): readonly Issue[] | undefined {
  const ofKind = alternatives.filter((issues) => !isOfAnotherKind(issues));
  const known = new Set(ofKind.flatMap(strange).flatMap(knownIn));
  const [best, second] = ofKind
    .map((issues) => ({ issues, unknown: unknownKeys(issues, known) }))
    .sort((a, b) => a.unknown - b.unknown);
  const told = best && (!second || best.unknown < second.unknown);
  return told ? best.issues : undefined;
}
