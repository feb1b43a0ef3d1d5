import { AwsError } from "../client/aws-error";
import { gateOf } from "./pipelines";
import type { ExecutionRun } from "./running/execution-run";
import type { RetryMode, StageExecution } from "./running/stage-execution";
import { stageNamed } from "./stages";

/** Runs a failed or stopped stage of an execution again, and goes on from there. */
export function retryStage(run: ExecutionRun, stageName: string, retryMode: RetryMode): void {
  const stage = retryable(run, stageName);
  stage.manualRetries += 1;
  stage.latestRetryTrigger = "ManualStageRetry";
  stage.lastRetryTime = run.scope.clock.now() / 1000;
  run.attempt += 1;
  run.start({ ...rest(run, stageName), retryMode });
}

/** What remains of an execution from a stage on: of a roll back, that stage alone. */
export function rest(run: ExecutionRun, stageName: string): { from: number; until: number } {
  const from = run.declaration.stages.findIndex(({ name }) => name === stageName);
  const isRollback = run.execution.executionType === "ROLLBACK";
  return { from, until: isRollback ? from + 1 : run.declaration.stages.length };
}

/** The stage's execution, or AWS's error where it cannot be run again. */
export function retryable(run: ExecutionRun, stageName: string): StageExecution {
  const { pipeline, execution } = run;
  stageNamed(pipeline, stageName);
  const stage = run.stages.find((one) => one.stageName === stageName);
  const isOver = execution.status === "Failed" || execution.status === "Stopped";
  if (stage === undefined || !isOver || (stage.status !== "Failed" && stage.status !== "Stopped")) {
    throw notRetryable(`The stage ${stageName} is ${stage?.status ?? "not reached"} in the execution`);
  }
  if (execution.pipelineVersion !== pipeline.version) {
    throw notRetryable(`The pipeline's structure has changed since the stage ${stageName} ran`);
  }
  const latest = pipeline.runs.findLast(({ stages }) => stages.some((one) => one.stageName === stageName));
  if (latest !== run && execution.executionMode !== "PARALLEL") {
    throw new AwsError(
      "NotLatestPipelineExecutionException",
      `The execution ${latest?.execution.pipelineExecutionId} has run in the stage ${stageName} since`,
    );
  }
  if (gateOf(pipeline, stageName).locked) {
    throw new AwsError("ConflictException", `Another execution runs in the stage ${stageName}`);
  }
  return stage;
}

function notRetryable(message: string): AwsError {
  return new AwsError("StageNotRetryableException", message);
}
