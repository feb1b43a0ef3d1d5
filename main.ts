import { App } from "cdktf";
import { applyMakersFirst } from "./report/apply-order";
import { forgottenStacks } from "./report/forgotten-stacks";
import { describeProblems, problemsOf } from "./report/problems";
import { lastSynth } from "./report/since-last-synth";
import { describeStack } from "./report/summary";
import { loadSettings } from "./settings/load";
import { removeEmptyOutput, removeOtherForm } from "./stacks/output-folder";
import { withoutStackTraces } from "./stacks/without-stack-traces";
import { createStacks, stackSchema } from "./systems";

const { project, entries, findings } = loadSettings(stackSchema);

withoutStackTraces(() => {
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
    const described = stacks.map((stack) => describeStack(stack, destructionsOf(stack)));
    console.log([...described, ...forgottenStacks(app, stacks)].join("\n\n"));
  }
});
