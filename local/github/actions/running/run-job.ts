import { commandsOfBuild } from "../../../aws/codebuild/commands/commands-of-build";
import { knownContext } from "../expressions/contexts";
import { flagOf, isTrue, type Scope, type Status, textOf, textsOf } from "../expressions/evaluate";
import { tokenPermissions } from "../workflow/permissions";
import { NotPlayed } from "../workflow/refusals";
import { type Concurrency, Expression, type Job } from "../workflow/workflow";
import type { Conclusion, ConcurrencyFact, JobRun } from "../workflow-run";
import { startTimeLimit } from "./account-time";
import type { CleaningUp } from "./action-step";
import { startJobDocker } from "./job-docker";
import { makeJobFolders } from "./job-folders";
import { cleanUp, runStep } from "./run-step";
import { type RunContext, RunningJob } from "./running-job";

/** A job that has ended, as those that need it see it. */
export interface EndedJob {
  readonly run: JobRun;
  /** What the workflow's conclusion and other jobs take for its result. */
  readonly result: Conclusion;
  readonly outputs: Readonly<Record<string, string>>;
}

/** Runs a job, or skips it; `ended` are the jobs that have ended. */
export async function runJob(
  run: RunContext,
  job: Job,
  ended: ReadonlyMap<string, EndedJob>,
): Promise<EndedJob> {
  const needs = Object.fromEntries(
    job.needs.map((id) => [id, { result: ended.get(id)?.result, outputs: ended.get(id)?.outputs }]),
  );
  const scope = beforeSteps(run, needs, statusOf(job, ended));
  const name = textOf(job.name, scope) || job.id;
  if (!isTrue(job.condition, scope)) {
    return { run: { name, conclusion: "skipped", steps: [] }, result: "skipped", outputs: {} };
  }
  checkRunner(job, scope);
  const { environment: given } = job;
  const named =
    given === undefined || typeof given === "string" || given instanceof Expression ? given : given.name;
  const environment = named === undefined ? undefined : textOf(named, scope);
  const facts = { environment, concurrency: concurrencyOf(job.concurrency, scope) };

  const folders = makeJobFolders(repositoryName(run));
  const docker = await startJobDocker(run.account);
  try {
    const { readsContents, hasIdentity } = tokenPermissions(run.workflow.permissions, job.permissions);
    const missing: string[] = [];
    const path = await commandsOfBuild(folders.commands, { tell: (line) => missing.push(line) });
    const running = new RunningJob(run, job, folders, docker, path, needs, {
      workspace: folders.workspace,
      temporary: folders.temporary,
      repository: {
        fullName: String(run.github.repository),
        sha: String(run.github.sha),
        ref: String(run.github.ref),
      },
      readsContents,
      githubUrl: run.githubUrl,
      awsEndpoint: run.account.endpoint,
      identityToken: hasIdentity ? (audience) => run.identityToken(audience, environment) : undefined,
      docker: (...args) => docker.run(...args),
      now: () => run.account.now(),
    });
    if (missing.length > 0) {
      running.steps.push({ name: "Set up job", conclusion: "success", log: missing, outputs: {} });
    }
    await runSteps(running);
    const outputs = outputsOf(running);
    const { status } = running;
    const goesOn = status === "failure" && flagOf(job["continue-on-error"], running.scope());
    return {
      run: { name, conclusion: status, steps: running.steps, ...facts },
      result: goesOn ? "success" : status,
      outputs,
    };
  } finally {
    docker.stop();
    folders.remove();
  }
}

async function runSteps(running: RunningJob): Promise<void> {
  const { run, job } = running;
  for (const values of [run.workflow.env, job.env]) {
    const texts = textsOf(values, running.scope());
    for (const [name, value] of Object.entries(texts)) running.variables.set(name, value);
  }
  const limit = await startTimeLimit(run.account, Number(textOf(job["timeout-minutes"], running.scope())));
  const cleaningUp: CleaningUp[] = [];
  try {
    for (const [index, step] of job.steps.entries()) {
      const started = await runStep(running, step, index, limit.signal);
      if (started !== undefined) cleaningUp.unshift(started);
      if (limit.signal.aborted) running.status = "cancelled";
    }
  } finally {
    limit.end();
  }
  for (const [index, one] of cleaningUp.entries()) await cleanUp(running, job.steps.length + index, one);
}

/** As GitHub does, leaves out an output that holds a secret. */
function outputsOf(running: RunningJob): Record<string, string> {
  const outputs = Object.entries(textsOf(running.job.outputs, running.scope()));
  return Object.fromEntries(outputs.filter(([, value]) => !running.run.masks.hides(value)));
}

/** What conditions, names and facts of a job can name before it has a runner. */
function beforeSteps(run: RunContext, needs: Readonly<Record<string, unknown>>, status: Status): Scope {
  const { github, vars, inputs } = run;
  return { status, contexts: { github: knownContext("github", github), vars, inputs, needs } };
}

/** A job that is not asked whether it needs a success runs only after successes. */
function statusOf({ needs }: Job, ended: ReadonlyMap<string, EndedJob>): Status {
  const results = needs.map((id) => ended.get(id)?.result);
  if (results.includes("cancelled")) return "cancelled";
  if (results.includes("failure")) return "failure";
  // After a skipped job `success()` does not hold, and neither does `failure()`.
  return results.includes("skipped") ? "skipped" : "success";
}

function checkRunner(job: Job, scope: Scope): void {
  const labels = [job["runs-on"]].flat().map((label) => textOf(label, scope));
  const other = labels.find((label) => /^(windows|macos)/i.test(label));
  if (other !== undefined) throw new NotPlayed(`the runner ${other}`, "running/run-job.ts");
}

/** The group that a run or a job waits in. */
export function concurrencyOf(
  concurrency: Concurrency | undefined,
  scope: Scope,
): ConcurrencyFact | undefined {
  if (concurrency === undefined) return undefined;
  if (typeof concurrency === "string" || concurrency instanceof Expression) {
    return { group: textOf(concurrency, scope), cancelInProgress: false };
  }
  return {
    group: textOf(concurrency.group, scope),
    cancelInProgress: flagOf(concurrency["cancel-in-progress"] ?? false, scope),
  };
}

function repositoryName({ github }: RunContext): string {
  return String(github.repository).split("/").at(-1) ?? "";
}
