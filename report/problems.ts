import type { App } from "cdktf";
import { describeFinding, type Finding } from "../modules/findings/finding";

/** Everything that the constructs of an app find wrong, each with the path of its construct. */
function constructProblems(app: App): readonly string[] {
  return app.node
    .findAll()
    .flatMap(({ node }) => node.validate().map((problem) => `${node.path} · ${problem}`));
}

/** All problems of settings and constructs, as a person reads them. */
export function problemsOf(findings: readonly Finding[], app: App): readonly string[] {
  return [...findings.map(describeFinding), ...constructProblems(app)];
}

/** The report that stands in place of a synth. */
export function describeProblems(problems: readonly string[]): string {
  const count = `${problems.length} ${problems.length === 1 ? "problem" : "problems"}`;
  return [
    `${count} in the settings; nothing was written.`,
    "",
    ...problems.map((problem) => `  ${problem.replaceAll("\n", "\n  ")}\n`),
    "Where to change it: a path starts with the entry's stack name; the entry stands in settings/pipelines.ts.",
  ].join("\n");
}
