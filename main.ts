import { writeFileSync } from "node:fs";
import { App } from "cdktf";
import { applyMakersFirst } from "./report/apply-order";
import { type SynthArguments, synthArguments } from "./report/arguments";
import { forgottenStacks } from "./report/forgotten-stacks";
import { markdownSummary } from "./report/markdown/summary";
import { overviewOf } from "./report/overview";
import { describeProblems, problemsOf } from "./report/problems";
import { lastSynth } from "./report/since-last-synth";
import { describeStack } from "./report/summary";
import type { CheckedSettings } from "./settings/check";
import { loadSettings } from "./settings/load";
import { removeEmptyOutput, removeOtherForm } from "./stacks/output-folder";
import { withoutStackTraces } from "./stacks/without-stack-traces";
import { createStacks, type StackSettings, stackSchema } from "./systems";

function synth(
  { summary }: SynthArguments,
  { project, entries, findings }: CheckedSettings<StackSettings>,
): void {
  // A stack trace in the output would differ on every machine.
  const app = new App({ stackTraces: false });
  const stacks = createStacks(app, project, entries);
  const problems = problemsOf(findings, app, entries);

  if (problems.length > 0) {
    removeEmptyOutput(app);
    console.error(describeProblems(problems));
    process.exitCode = 1;
  } else {
    const destructionsOf = lastSynth(stacks);
    applyMakersFirst(app, entries);
    removeOtherForm(app, stacks);
    app.synth();
    const overviews = stacks.map((stack) => overviewOf(stack, destructionsOf(stack)));
    console.log([...overviews.map(describeStack), ...forgottenStacks(app, stacks)].join("\n\n"));
    if (summary !== undefined) writeFileSync(summary, markdownSummary(overviews));
  }
}

const given = synthArguments(process.argv.slice(2), process.env);

if ("problem" in given) {
  console.error(given.problem);
  process.exitCode = 1;
} else {
  // By its stack trace a mistake in a settings file is found.
  const settings = loadSettings(stackSchema);
  withoutStackTraces(() => synth(given, settings));
}
