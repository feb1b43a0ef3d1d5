import type { JobRun, StepRun, WorkflowRun } from "../../local/github/actions/workflow-run";

/** The job of that name. */
export function jobNamed({ jobs }: WorkflowRun, name = "job"): JobRun {
  const found = jobs.find((job) => job.name === name);
  if (found === undefined) throw new Error(`There is no job ${name}: ${jobs.map((job) => job.name)}.`);
  return found;
}

/** How each step of a job ended, by its name. */
export function conclusions(run: WorkflowRun, job = "job"): Readonly<Record<string, string>> {
  return Object.fromEntries(jobNamed(run, job).steps.map(({ name, conclusion }) => [name, conclusion]));
}

/** The steps that failed. */
export function failedSteps({ jobs }: WorkflowRun): readonly StepRun[] {
  return jobs.flatMap(({ steps }) => steps).filter(({ conclusion }) => conclusion === "failure");
}

/** All that a run said, for the message of a test that fails. */
export function told({ jobs }: WorkflowRun): string {
  return jobs
    .flatMap((job) =>
      job.steps.flatMap((step) => [`${job.name} · ${step.name}: ${step.conclusion}`, ...step.log]),
    )
    .join("\n");
}
