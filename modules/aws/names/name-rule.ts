import type { FindingCode } from "../../findings/codes";

/** What a service accepts as a name: an alphabet, a length, and the page that says so. */
export interface NameRule {
  readonly code: FindingCode;
  readonly what: string;
  readonly pattern: RegExp;
  readonly minLength: number;
  readonly maxLength: number;
  readonly alphabet: string;
  readonly source: string;
}
