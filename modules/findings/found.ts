import type { FindingCode } from "./codes";
import type { Finding } from "./finding";

/** A value that is fine. */
export const none: readonly Finding[] = [];

/** One finding, in the order in which a report shows its parts. */
export function found(
  code: FindingCode,
  property: string,
  got: unknown,
  problem: string,
  allowed: string,
): readonly Finding[] {
  return [{ code, property, got, problem, allowed }];
}
