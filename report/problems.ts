import type { App } from "cdktf";
import { describeFinding } from "../modules/findings/finding";
import type { CheckedEntry } from "../settings/check";
import type { SettingsFinding } from "../settings/findings/place";

const withPlace = (problem: string, place: string): string => `${problem}\n    change   ${place}`;

/** Everything that the constructs of an app find wrong: each with the path of its construct and the entry it was made of. */
function constructProblems(app: App, entries: readonly CheckedEntry[]): readonly string[] {
  const places = new Map(entries.map(({ settings, place }) => [settings.stack, place]));
  return app.node.findAll().flatMap(({ node }) => {
    const [stack = ""] = node.path.split("/");
    const place = places.get(stack) ?? "the code that makes this construct";
    return node.validate().map((problem) => withPlace(`${node.path} · ${problem}`, place));
  });
}

/** All problems of settings and constructs, as a person reads them. */
export function problemsOf(
  findings: readonly SettingsFinding[],
  app: App,
  entries: readonly CheckedEntry[] = [],
): readonly string[] {
  return [
    ...findings.map((finding) => withPlace(describeFinding(finding), finding.change)),
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
