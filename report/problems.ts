import type { App } from "cdktf";
import { describeFinding } from "../modules/findings/finding";
import type { CheckedEntry } from "../settings/check";
import type { SettingsFinding } from "../settings/findings/location";

const withLocation = (problem: string, location: string): string => `${problem}\n    change   ${location}`;

/** Everything that the constructs of an app find wrong: each with the path of its construct and the entry it was made of. */
function constructProblems(app: App, entries: readonly CheckedEntry[]): readonly string[] {
  const locations = new Map(entries.map(({ settings, location }) => [settings.stack, location]));
  return app.node.findAll().flatMap(({ node }) => {
    const [stack = ""] = node.path.split("/");
    const location = locations.get(stack) ?? "the code that makes this construct";
    return node.validate().map((problem) => withLocation(`${node.path} · ${problem}`, location));
  });
}

/** All problems of settings and constructs, as a person reads them. */
export function problemsOf(
  findings: readonly SettingsFinding[],
  app: App,
  entries: readonly CheckedEntry[] = [],
): readonly string[] {
  return [
    ...findings.map((finding) => withLocation(describeFinding(finding), finding.change)),
    ...constructProblems(app, entries),
  ];
}

/** The report that stands in place of a synth. */
export function describeProblems(problems: readonly string[]): string {
  const count = `${problems.length} ${problems.length === 1 ? "problem" : "problems"}`;
  return [
    `${count} in the settings; nothing was written.`,
    ...problems.map((problem) => `  ${problem.replaceAll("\n", "\n  ")}`),
  ].join("\n\n");
}
