/** One thing that is wrong with the user's input, in the four parts that every report shows. */
export interface Finding {
  /** The property, by the name it has in settings or props, such as `lifecycleRules[1].days`. */
  readonly property: string;
  /** What is wrong, as the end of a sentence that starts with the property. */
  readonly problem: string;
  /** The value as it was given. */
  readonly got: unknown;
  /** What is allowed, with the AWS or Terraform page that says so. */
  readonly allowed: string;
}

const LONGEST_VALUE = 120;

function valueText(value: unknown): string {
  // JSON knows neither NaN nor undefined.
  const text = typeof value === "number" ? String(value) : (JSON.stringify(value) ?? String(value));
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}

/** A finding as the lines that a person reads. */
export function describeFinding(finding: Finding): string {
  return [
    `${finding.property} ${finding.problem}`,
    `    got      ${valueText(finding.got)}`,
    `    allowed  ${finding.allowed}`,
  ].join("\n");
}
