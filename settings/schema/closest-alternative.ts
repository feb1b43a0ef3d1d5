import type { z } from "zod/mini";

type Issue = z.core.$ZodIssue;

const otherKinds: readonly Issue["code"][] = ["invalid_type", "invalid_value", "invalid_union"];

const isOfAnotherKind = (issues: readonly Issue[]): boolean =>
  issues.some(({ code, path }) => path.length === 0 && otherKinds.includes(code));

function unknownKeys(issues: readonly Issue[]): number {
  return issues
    .filter(({ path }) => path.length === 0)
    .reduce((number, issue) => number + (issue.code === "unrecognized_keys" ? issue.keys.length : 0), 0);
}

/**
 * What is wrong with the one alternative of a union that was meant: the only one of the value's kind, or the one that
 * knows most of its keys. None where that cannot be told.
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
