import type { FindingCode } from "./codes";
import { visible } from "./visible";

/** One thing that is wrong with the user's input, in the parts that every report shows. */
export interface Finding {
  /** What kind of mistake it is, for life; docs/errors.md explains each. */
  readonly code: FindingCode;
  /** The property, by the name it has in settings or props, such as `lifecycleRules[1].days`. */
  readonly property: string;
  /** What is wrong, as the end of a sentence that starts with the property. */
  readonly problem: string;
  /** The value as it was given. */
  readonly got: unknown;
  /** What is allowed, with the AWS or Terraform page that says so. */
  readonly allowed: string;
}

const longest = { property: 200, got: 120, allowed: 1000 };

const shortened = (text: string, length: number): string =>
  text.length > length ? `${text.slice(0, length)}…` : text;

function valueText(value: unknown): string {
  // JSON knows neither NaN nor undefined.
  return typeof value === "number" ? String(value) : (JSON.stringify(value) ?? String(value));
}

/** A finding as the lines that a person reads. */
export function describeFinding(finding: Finding): string {
  const lines = [
    `${shortened(finding.property, longest.property)} ${shortened(finding.problem, longest.property)}`,
    `    got      ${shortened(valueText(finding.got), longest.got)}`,
    `    allowed  ${shortened(finding.allowed, longest.allowed)}`,
    `    code     ${finding.code}`,
  ];
  return lines.map(visible).join("\n");
}
