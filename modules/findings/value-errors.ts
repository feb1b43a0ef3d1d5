import { Token } from "cdktf";
import type { ArnRule } from "../aws/arn-rules";
import type { NameRule } from "../aws/names/name-rule";
import { closestRegion, hasFormOfRegion } from "../aws/regions";
import type { FindingCode } from "./codes";
import { type Findings, found, none } from "./found";

// What a user reads about a refused value, whatever it is of. Each function answers with no finding when the value is fine.

/** Said of a value that is no literal, where a name would be checked. */
export const literalNeeded: FindingCode = "LITERAL-NEEDED";

/** A value that only Terraform will know, where a literal must be written into a pattern, a name or a path. */
export function unresolvedToken(property: string, got: unknown): Findings {
  return Token.isUnresolved(got) || /[$%]\{/.test(String(got))
    ? found(
        literalNeeded,
        property,
        String(got),
        "is a value that only Terraform will know",
        "a literal: it is written into text that AWS compares letter by letter",
      )
    : none;
}

export function invalidName(property: string, got: string | undefined, rule: NameRule): Findings {
  if (got === undefined) return none;
  const token = unresolvedToken(property, got);
  if (token.length > 0) return token;
  const fits = got.length >= rule.minLength && got.length <= rule.maxLength && rule.pattern.test(got);
  return fits
    ? none
    : found(
        rule.code,
        property,
        got,
        `is not a valid ${rule.what}${got.length > rule.maxLength ? ` (${got.length} characters)` : ""}`,
        `${rule.minLength} to ${rule.maxLength} characters: ${rule.alphabet} (${rule.source})`,
      );
}

export function outOfRange(
  property: string,
  got: number | undefined,
  range: { readonly min: number; readonly max: number; readonly unit: string; readonly source: string },
): Findings {
  if (got === undefined) return none;
  const fits = Number.isInteger(got) && got >= range.min && got <= range.max;
  return fits
    ? none
    : found(
        "VALUE-RANGE",
        property,
        got,
        "is out of range",
        `${[range.min, "to", range.max, range.unit].filter((part) => part !== "").join(" ")} (${range.source})`,
      );
}

export function notOneOf<T>(
  property: string,
  got: T | undefined,
  allowed: readonly T[],
  source: string,
): Findings {
  return got === undefined || allowed.includes(got)
    ? none
    : found("VALUE-CHOICE", property, got, "is not accepted", `${allowed.join(", ")} (${source})`);
}

export function emptyList(property: string, got: readonly unknown[] | undefined, allowed: string): Findings {
  return got === undefined || got.length > 0 ? none : found("LIST-EMPTY", property, got, "is empty", allowed);
}

export function emptyText(property: string, got: string, allowed: string): Findings {
  return got.trim().length > 0 ? none : found("TEXT-EMPTY", property, got, "is empty", allowed);
}

export function tooMany(property: string, got: readonly unknown[], max: number, source: string): Findings {
  return got.length <= max
    ? none
    : found("LIST-LENGTH", property, got.length, "has too many entries", `at most ${max} (${source})`);
}

export function duplicates(property: string, got: readonly string[], what: string): Findings {
  const repeated = [...new Set(got.filter((value, index) => got.indexOf(value) !== index))];
  return repeated.length === 0
    ? none
    : found(
        "LIST-DUPLICATE",
        property,
        repeated,
        `${what} more than once`,
        `each ${what.split(" ").at(-1)} once`,
      );
}

export function invalidArn(property: string, got: string | undefined, rule: ArnRule): Findings {
  return got === undefined || Token.isUnresolved(got) || rule.pattern.test(got)
    ? none
    : found(
        rule.code,
        property,
        got,
        "is not an ARN of the kind that is needed",
        `an ARN such as ${rule.example}`,
      );
}

/** A word that is neither the one that asks for a new key nor the ARN of one. */
export function invalidKey(property: string, got: string | undefined, rule: ArnRule): Findings {
  return invalidArn(property, got, rule).map((finding) => ({
    ...finding,
    allowed: `"create" for a new key, or ${finding.allowed}`,
  }));
}

export function invalidRegion(property: string, got: string | undefined): Findings {
  if (got === undefined || hasFormOfRegion(got)) return none;
  const closest = closestRegion(got);
  const guess = closest === undefined ? "" : `${JSON.stringify(closest)}, probably: `;
  return found(
    "AWS-REGION",
    property,
    got,
    "is not an AWS Region",
    `${guess}a Region's code, such as ap-northeast-1`,
  );
}

export function invalidUrl(property: string, got: string | undefined): Findings {
  return got === undefined || /^https?:\/\/[^\s/]+/.test(got)
    ? none
    : found("VALUE-URL", property, got, "is not a URL", "a URL that starts with https://");
}

export function invalidAccount(property: string, got: string): Findings {
  return /^\d{12}$/.test(got)
    ? none
    : found("AWS-ACCOUNT-ID", property, got, "is not an AWS account ID", "12 digits, in quotes");
}
