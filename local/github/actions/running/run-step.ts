import { flagOf, isTrue, textOf, textsOf } from "../expressions/evaluate";
import type { Step } from "../workflow/workflow";
import type { Conclusion } from "../workflow-run";
import { startTimeLimit } from "./account-time";
import { type CleaningUp, runActionStep } from "./action-step";
import type { RunningJob } from "./running-job";
import { runScriptStep, type StepSurroundings } from "./script-step";
import { attempt } from "./step-attempt";
import { StepLog } from "./step-log";

/** Runs a step of a job, or skips it; answers with what cleans up after it. */
export async function runStep(
  running: RunningJob,
  step: Step,
  index: number,
  jobSignal: AbortSignal,
): Promise<CleaningUp | undefined> {
  const log = new StepLog(running.run.masks);
  const outputs = new Map<string, string>();
  const own = textsOf(step.env, running.scope());
  const scope = running.scope(own);
  const name = nameOf(step, (value) => textOf(value, scope));
  if (!isTrue(step.condition, scope)) {
    note(running, step, { name, log, outputs }, "skipped", "skipped");
    return undefined;
  }

  let cleaningUp: CleaningUp | undefined;
  const limit = step["timeout-minutes"];
  const minutes = limit === undefined ? undefined : Number(textOf(limit, scope));
  const stepLimit = minutes === undefined ? undefined : await startTimeLimit(running.run.account, minutes);
  // Steps that run although the job is cancelled have no limit of the job's.
  const signals = [stepLimit?.signal, running.status === "cancelled" ? undefined : jobSignal];
  const signal = AbortSignal.any(signals.filter((one) => one !== undefined));
  const surroundings: StepSurroundings = { running, index, scope, own, log, outputs, signal };
  const attempted = attempt(log, signal, () =>
    "run" in step
      ? runScriptStep(step, surroundings)
      : runActionStep(step, surroundings, (started) => {
          cleaningUp = { name: `Post ${name}`, ...started };
        }),
  );
  const succeeded = await attempted.finally(() => stepLimit?.end());

  const isCancelled = jobSignal.aborted && running.status !== "cancelled";
  if (isCancelled) log.tell("##[error]The operation was canceled.");
  else if (stepLimit?.signal.aborted) {
    log.tell(`##[error]The action '${name}' has timed out after ${minutes} minutes.`);
  }
  const outcome = isCancelled ? "cancelled" : succeeded ? "success" : "failure";
  const goesOn = outcome === "failure" && flagOf(step["continue-on-error"], scope);
  const conclusion = goesOn ? "success" : outcome;
  note(running, step, { name, log, outputs }, outcome, conclusion);
  if (conclusion !== "success" && running.status === "success") running.status = conclusion;
  return cleaningUp;
}

function nameOf(step: Step, text: (value: Step["name"]) => string): string {
  if (step.name !== undefined) return text(step.name);
  return `Run ${"run" in step ? (text(step.run).trim().split("\n")[0] ?? "") : step.uses}`;
}

interface Said {
  readonly name: string;
  readonly log: StepLog;
  readonly outputs: ReadonlyMap<string, string>;
}

function note(
  running: RunningJob,
  step: Step,
  { name, log, outputs }: Said,
  outcome: Conclusion,
  conclusion: Conclusion,
): void {
  const { masks } = running.run;
  if (step.id !== undefined) {
    running.results.set(step.id, { outcome, conclusion, outputs: Object.fromEntries(outputs) });
  }
  running.steps.push({
    name: masks.applied(name),
    conclusion,
    log: log.lines,
    outputs: Object.fromEntries([...outputs].map(([key, value]) => [key, masks.applied(value)])),
  });
}

/** Runs what an action does when the job ends. */
export async function cleanUp(running: RunningJob, index: number, { name, action, stepWith }: CleaningUp) {
  const { post } = action;
  if (post === undefined) return;
  const log = new StepLog(running.run.masks);
  const { signal } = new AbortController();
  const scope = running.scope();
  const step = stepWith({ running, index, scope, own: {}, log, outputs: new Map(), signal });
  const succeeded = await attempt(log, signal, async () => {
    await post(step);
    return true;
  });
  if (!succeeded && running.status === "success") running.status = "failure";
  const conclusion = succeeded ? "success" : "failure";
  running.steps.push({ name, conclusion, log: log.lines, outputs: {} });
}
