import { AwsError } from "../client/aws-error";
import type { Scope } from "../gateway/scope";
import { type FunctionInvocation, record } from "./invocations";
import { type FunctionRun, type RunOutcome, runFunction } from "./run-function";

/** What came of an attempt: the outcome, and its record. */
export interface Attempted {
  readonly outcome: RunOutcome;
  readonly recorded: FunctionInvocation;
}

/** Runs a function once and records it. */
export async function attempt(
  scope: Scope,
  run: FunctionRun,
  about: Pick<FunctionInvocation, "invocationType" | "attempt">,
  signal: AbortSignal,
): Promise<Attempted> {
  const { FunctionName, Version } = run.configuration;
  const recorded = record(scope, {
    requestId: run.requestId,
    functionName: FunctionName,
    executedVersion: Version,
    event: run.event,
    startTime: scope.clock.now(),
    ...about,
  });
  const outcome = await outcomeOf(scope, run, signal);
  const { error, result = "null", logProblem } = outcome;
  if (error === undefined) recorded.result = JSON.parse(result);
  else recorded.error = error;
  if (logProblem !== undefined) recorded.logProblem = logProblem;
  recorded.endTime = scope.clock.now();
  return { outcome, recorded };
}

async function outcomeOf(scope: Scope, run: FunctionRun, signal: AbortSignal): Promise<RunOutcome> {
  try {
    return await runFunction(scope, run, signal);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return { error: { errorType: error.code, errorMessage: error.message }, log: [], refused: error };
  }
}
