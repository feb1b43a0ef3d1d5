import type { Finding } from "../../modules/findings/finding";
import type { SettingsFinding } from "./location";

/** Findings with the place in the files where they are mended. */
export const at = (change: string, findings: readonly Finding[]): readonly SettingsFinding[] =>
  findings.map((finding) => ({ ...finding, change }));

/** One finding at each property: the one that comes first. */
export function onePerProperty(findings: readonly Finding[]): readonly Finding[] {
  const first = new Map(findings.toReversed().map((finding) => [finding.property, finding]));
  return findings.filter((finding) => first.get(finding.property) === finding);
}
