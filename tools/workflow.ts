import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { App } from "cdktf";
import { describeProblems, problemsOf } from "../report/problems";
import type { CheckedSettings } from "../settings/check";
import { loadSettings } from "../settings/load";
import { GithubActionsToEcs, type Workflow } from "../stacks/github-actions-to-ecs";
import { removeEmptyOutput } from "../stacks/output-folder";
import { withoutStackTraces } from "../stacks/without-stack-traces";
import { createStacks, type StackSettings, stackSchema } from "../systems";
import { type WorkflowArguments, workflowArguments } from "./workflow/arguments";
import { chosenWorkflow, type StackWorkflow } from "./workflow/chosen-workflow";

interface Problem {
  readonly problem: string;
}

/** The workflows of the settings, or what a synth would say is wrong with them. */
function workflowsOf({
  project,
  entries,
  findings,
}: CheckedSettings<StackSettings>): readonly StackWorkflow[] | Problem {
  const app = new App({ stackTraces: false });
  const stacks = createStacks(app, project, entries);
  const problems = problemsOf(findings, app, entries);
  removeEmptyOutput(app);
  if (problems.length > 0) return { problem: describeProblems(problems) };
  return stacks
    .filter((stack) => stack instanceof GithubActionsToEcs)
    .map(({ node, workflow }) => ({ stack: node.id, workflow }));
}

/** The workflow of a stack, or why there is none. */
function workflowOf(stack: string | undefined): Workflow | Problem {
  // By its stack trace a mistake in a settings file is found.
  const settings = loadSettings(stackSchema);
  const workflows = withoutStackTraces(() => workflowsOf(settings));
  return "problem" in workflows ? workflows : chosenWorkflow(workflows, stack);
}

function write({ text }: Workflow, output: string | undefined): void {
  if (output === undefined) {
    process.stdout.write(text);
  } else {
    mkdirSync(dirname(output), { recursive: true });
    writeFileSync(output, text);
    console.log(`Written: ${output}`);
  }
}

function refuse({ problem }: Problem): void {
  console.error(problem);
  process.exitCode = 1;
}

function main({ stack, output }: WorkflowArguments): void {
  const workflow = workflowOf(stack);
  if ("problem" in workflow) refuse(workflow);
  else write(workflow, output);
}

const given = workflowArguments(process.argv.slice(2), process.env);

if ("problem" in given) refuse(given);
else main(given);
