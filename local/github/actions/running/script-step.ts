import { existsSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { missingCommandHint } from "../../../aws/codebuild/commands/missing-command-hint";
import { type Scope, textOf } from "../expressions/evaluate";
import { ActionFailure } from "../uses/action";
import { NotPlayed } from "../workflow/refusals";
import type { Defaults, RunStep } from "../workflow/workflow";
import { namedValues, pathEntries } from "./command-file";
import { runScript } from "./run-script";
import type { RunningJob } from "./running-job";
import type { StepLog } from "./step-log";

/** What a step works with. */
export interface StepSurroundings {
  readonly running: RunningJob;
  readonly index: number;
  readonly scope: Scope;
  readonly own: Readonly<Record<string, string>>;
  readonly log: StepLog;
  readonly outputs: Map<string, string>;
  readonly signal: AbortSignal;
}

/** Runs the script of a step; answers whether it succeeded. */
export async function runScriptStep(step: RunStep, surroundings: StepSurroundings): Promise<boolean> {
  const { running, index, scope, own, log, signal } = surroundings;
  const text = textOf(step.run, scope);
  const [first = "", ...others] = text.split("\n");
  log.tell(`##[group]Run ${first}`);
  for (const line of others.filter((other) => other !== "")) log.tell(line);
  log.tell("##[endgroup]");

  const files = commandFiles(running.folders.commandFiles, index);
  const environment = { ...running.environment(own), ...files };
  const status = await runScript({
    text,
    shell: textOf(fromDefaults(step.shell, running, "shell"), scope) || undefined,
    folder: folderOf(step, surroundings),
    file: join(running.folders.temporary, `step-${index}.sh`),
    environment,
    onLine: (line) => log.output(line),
    signal,
  });
  signal.throwIfAborted();
  if (log.unknownCommand !== undefined) {
    throw new NotPlayed(`the workflow command "::${log.unknownCommand}::"`, "running/step-log.ts");
  }
  take(files, surroundings);
  if (status === 0) return true;
  const hint = missingCommandHint(text, status, environment.PATH ?? "");
  if (hint !== undefined) log.tell(hint);
  log.tell(`##[error]Process completed with exit code ${status}.`);
  return false;
}

function folderOf(step: RunStep, { running, scope }: StepSurroundings): string {
  const named = textOf(fromDefaults(step["working-directory"], running, "working-directory"), scope);
  const folder = resolve(running.folders.workspace, named);
  if (existsSync(folder)) return folder;
  throw new ActionFailure(`No such file or directory: the working directory '${folder}'`);
}

/** What the step says, else the job's defaults, else the workflow's. */
function fromDefaults(own: RunStep["shell"], { job, run }: RunningJob, key: "shell" | "working-directory") {
  const of = ({ run: defaults }: Defaults) => defaults?.[key];
  return own ?? of(job.defaults) ?? of(run.workflow.defaults);
}

interface CommandFiles extends Record<string, string> {
  readonly GITHUB_OUTPUT: string;
  readonly GITHUB_ENV: string;
  readonly GITHUB_PATH: string;
}

/** Empty files, new for each step. */
function commandFiles(folder: string, index: number): CommandFiles {
  const file = (name: string) => {
    const path = join(folder, `${name}-${index}`);
    writeFileSync(path, "");
    return path;
  };
  return {
    GITHUB_OUTPUT: file("output"),
    GITHUB_ENV: file("env"),
    GITHUB_PATH: file("path"),
    GITHUB_STEP_SUMMARY: file("summary"),
    GITHUB_STATE: file("state"),
  };
}

function take(files: CommandFiles, { running, outputs }: StepSurroundings): void {
  for (const [name, value] of namedValues(files.GITHUB_OUTPUT)) outputs.set(name, value);
  for (const [name, value] of namedValues(files.GITHUB_ENV)) running.variables.set(name, value);
  for (const folder of pathEntries(files.GITHUB_PATH)) running.path.unshift(folder);
}
