import type { z } from "zod/mini";
import { suggestion } from "../findings/suggestion";

type Issue = z.core.$ZodIssue;

const otherKinds: readonly Issue["code"][] = ["invalid_type", "invalid_value", "invalid_union"];

const isOfAnotherKind = (issues: readonly Issue[]): boolean =>
  issues.some(({ code, path }) => path.length === 0 && otherKinds.includes(code));

// A key that is misspelt counts half: it is meant for the alternative that has the right one.
function unknownKeys(issues: readonly Issue[]): number {
  return issues
    .filter(({ path }) => path.length === 0)
    .flatMap((issue) => {
      if (issue.code !== "unrecognized_keys") return [];
      // `strict` gives the keys that it knows as the message.
      const known = issue.message.split(", ");
      return issue.keys.map((key) => (suggestion(key, known) === undefined ? 1 : 0.5));
    })
    .reduce((number, weight) => number + weight, 0);
}

/**
 * What is wrong with the one alternative of a union that was meant: the only one of the value's kind, or the one that
 * knows most of its keys, misspelt ones too. None where that cannot be told.
 */
export function closestAlternative(
  alternatives: readonly (readonly Issue[])[],
): readonly Issue[] | undefined {
  const [best, second] = alternatives
    .filter((issues) => !isOfAnotherKind(issues))
    .sort((a, b) => unknownKeys(a) - unknownKeys(b));
  const told = best && (!second || unknownKeys(best) < unknownKeys(second));
  return told ? best : undefined;
}
