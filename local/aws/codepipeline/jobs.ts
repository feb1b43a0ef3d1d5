import { randomUUID } from "node:crypto";
import { z } from "zod";
import { AwsError } from "../client/aws-error";
import { type Scope, ScopedState } from "../gateway/scope";
import { isObject } from "../json";

/** What PutJobSuccessResult takes. */
export const jobSuccess = z.object({
  jobId: z.string(),
  /** The job goes on: the action is asked again, with this token. */
  continuationToken: z.string().min(1).optional(),
  executionDetails: z
    .object({ summary: z.string().optional(), externalExecutionId: z.string().optional() })
    .optional(),
  outputVariables: z.record(z.string(), z.string()).optional(),
});

/** What PutJobFailureResult takes. */
export const jobFailure = z.object({
  jobId: z.string(),
  failureDetails: z.object({
    type: z.enum([
      "JobFailed",
      "ConfigurationError",
      "PermissionError",
      "RevisionOutOfSync",
      "RevisionUnavailable",
      "SystemUnavailable",
    ]),
    message: z.string(),
    externalExecutionId: z.string().optional(),
  }),
});

type JobSuccess = z.output<typeof jobSuccess>;
type JobFailure = z.output<typeof jobFailure>;

/** What a job came to. */
export type JobResult = JobSuccess | JobFailure;

interface Job {
  readonly id: string;
  readonly data: object;
  status: "InProgress" | "Succeeded" | "Failed" | "TimedOut";
  settle(result: JobResult): void;
}

/** A job that somebody else works on. */
export interface OpenJob {
  readonly id: string;
  readonly result: Promise<JobResult>;
  /** Takes no result any more. */
  close(): void;
}

const jobsIn = new ScopedState(() => new Map<string, Job>());

/** Opens a job; its result is put by its id. */
export function openJob(scope: Scope, data: object): OpenJob {
  const id = randomUUID();
  let settle: (result: JobResult) => void = () => undefined;
  const result = new Promise<JobResult>((resolve) => {
    settle = resolve;
  });
  const job: Job = { id, data, status: "InProgress", settle };
  jobsIn.of(scope).set(id, job);
  const close = () => {
    if (job.status === "InProgress") job.status = "TimedOut";
  };
  return { id, result, close };
}

/** Takes the result of a job that is in progress. */
export function putJobSuccessResult(input: JobSuccess, scope: Scope): object {
  const job = jobInProgress(scope, input.jobId);
  job.status = "Succeeded";
  job.settle(input);
  return {};
}

/** Takes the failure of a job that is in progress. */
export function putJobFailureResult(input: JobFailure, scope: Scope): object {
  const job = jobInProgress(scope, input.jobId);
  job.status = "Failed";
  job.settle(input);
  return {};
}

/** What the job is about, without the credentials, which only its event carries. */
export function getJobDetails({ jobId }: { jobId: string }, scope: Scope): object {
  const { id, data } = jobOf(scope, jobId);
  const shown = isObject(data) ? { ...data, artifactCredentials: undefined } : data;
  return { jobDetails: { id, accountId: scope.accountId, data: shown } };
}

function jobInProgress(scope: Scope, id: string): Job {
  const job = jobOf(scope, id);
  if (job.status === "InProgress") return job;
  throw new AwsError("InvalidJobStateException", `The job ${id} is ${job.status}, not InProgress`);
}

function jobOf(scope: Scope, id: string): Job {
  const job = jobsIn.of(scope).get(id);
  if (job !== undefined) return job;
  throw new AwsError("JobNotFoundException", `There is no job ${id} in ${scope.region}`);
}
