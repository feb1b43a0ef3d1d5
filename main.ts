import { App } from "cdktf";
import { describeProblems, problemsOf } from "./report/problems";
import { describeStack } from "./report/summary";
import { loadSettings } from "./settings/load";
import { removeEmptyOutput, removeOtherForm } from "./stacks/output-folder";
import { createStack } from "./stacks/systems";

const { project, entries, findings } = loadSettings();
const app = new App();
const stacks = entries.map(({ settings }) => createStack(app, project, settings));
const problems = problemsOf(findings, app, entries);

if (problems.length > 0) {
  removeEmptyOutput(app);
  console.error(describeProblems(problems));
  process.exitCode = 1;
} else {
  removeOtherForm(app, stacks);
  app.synth();
  console.log(stacks.map(describeStack).join("\n\n"));
}
