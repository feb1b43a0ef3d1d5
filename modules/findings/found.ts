import type { FindingCode } from "./codes";
import type { Finding } from "./finding";

/** What a function about one property answers with. */
export type Findings = readonly Finding[];

/** Nothing is wrong. */
export const none: Findings = [];

/** One thing is wrong. */
export function found(
  code: FindingCode,
  property: string,
  got: unknown,
  problem: string,
  allowed: string,
): Findings {
  return [{ code, property, got, problem, allowed }];
}
