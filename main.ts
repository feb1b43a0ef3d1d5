import { App } from "cdktf";
import { describeProblems, problemsOf } from "./report/problems";
import { describeStack } from "./report/summary";
import { checkSettings } from "./settings/check";
import { pipelines } from "./settings/pipelines";
import { project } from "./settings/project";
import { removeOtherForm } from "./stacks/output-folder";
import { createStack } from "./stacks/systems";

const checked = checkSettings(project, pipelines);
const app = new App();
const stacks = checked.pipelines.map((entry) => createStack(app, project, entry));
const problems = problemsOf(checked.findings, app);

if (problems.length > 0) {
  console.error(describeProblems(problems));
  process.exitCode = 1;
} else {
  removeOtherForm(app, stacks);
  app.synth();
  console.log(stacks.map(describeStack).join("\n\n"));
}
