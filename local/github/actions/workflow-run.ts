/** How a step, a job or a run ended, in GitHub's words. */
export type Conclusion = "success" | "failure" | "cancelled" | "skipped";

/** A step of a job that ran or was skipped; the steps that clean up after others come last. */
export interface StepRun {
  readonly name: string;
  /** A failure that `continue-on-error` lets pass is a success. */
  readonly conclusion: Conclusion;
  /** Its lines, secrets and masked values as ***. */
  readonly log: readonly string[];
  /** Secrets and masked values as ***. */
  readonly outputs: Readonly<Record<string, string>>;
}

/** Who waits for whom: nothing here runs at the same time, so it is only told. */
export interface ConcurrencyFact {
  readonly group: string;
  readonly cancelInProgress: boolean;
}

/** A job of a workflow. */
export interface JobRun {
  readonly name: string;
  readonly conclusion: Conclusion;
  readonly steps: readonly StepRun[];
  readonly environment?: string | undefined;
  readonly concurrency?: ConcurrencyFact | undefined;
}

/** What a workflow came to. */
export interface WorkflowRun {
  readonly conclusion: Conclusion;
  readonly jobs: readonly JobRun[];
  readonly concurrency?: ConcurrencyFact | undefined;
}
