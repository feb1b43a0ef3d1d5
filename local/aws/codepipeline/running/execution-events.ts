import type { NewEvent } from "../../gateway/scope";
import type { ActionExecution } from "./action-execution";
import type { ExecutionRun } from "./execution-run";

// States and fields: CodePipeline user guide, Monitoring CodePipeline events.
export type PipelineState =
  | "STARTED"
  | "RESUMED"
  | "SUCCEEDED"
  | "FAILED"
  | "STOPPING"
  | "STOPPED"
  | "SUPERSEDED"
  | "CANCELED";
export type StageState = Exclude<PipelineState, "SUPERSEDED">;
export type ActionState = "STARTED" | "SUCCEEDED" | "FAILED" | "ABANDONED";

/** An execution as a whole changed its state. */
export function pipelineEvent(run: ExecutionRun, state: PipelineState): NewEvent {
  const { triggerType, triggerDetail } = run.execution.trigger;
  return event(run, "Pipeline", {
    ...common(run),
    "execution-trigger": { "trigger-type": triggerType, "trigger-detail": triggerDetail },
    state,
  });
}

/** An execution changed its state in a stage. */
export function stageEvent(run: ExecutionRun, stage: string, state: StageState): NewEvent {
  return event(run, "Stage", { ...common(run), stage, state });
}

/** An action changed its state. */
export function actionEvent(
  run: ExecutionRun,
  stage: string,
  execution: ActionExecution,
  state: ActionState,
): NewEvent {
  const { action, region, actionExecutionId, inputArtifacts, outputArtifacts } = execution;
  const { owner, provider, category, version } = action.actionTypeId;
  const result = executionResult(execution);
  return event(run, "Action", {
    ...common(run),
    stage,
    action: action.name,
    "action-execution-id": actionExecutionId,
    ...(Object.keys(result).length === 0 ? {} : { "execution-result": result }),
    ...(inputArtifacts.length === 0 ? {} : { "input-artifacts": inputArtifacts }),
    ...(outputArtifacts.length === 0 ? {} : { "output-artifacts": outputArtifacts }),
    state,
    region,
    type: { owner, provider, category, version },
  });
}

function executionResult(execution: ActionExecution): Readonly<Record<string, string>> {
  const { externalExecutionId, externalExecutionUrl, errorDetails } = execution;
  const summary = errorDetails?.message ?? execution.summary;
  return {
    ...(externalExecutionUrl === undefined ? {} : { "external-execution-url": externalExecutionUrl }),
    ...(summary === undefined ? {} : { "external-execution-summary": summary }),
    ...(externalExecutionId === undefined ? {} : { "external-execution-id": externalExecutionId }),
    ...(errorDetails === undefined ? {} : { "error-code": errorDetails.code }),
  };
}

function common({ execution, attempt }: ExecutionRun): object {
  return {
    pipeline: execution.pipelineName,
    "execution-id": execution.pipelineExecutionId,
    "start-time": new Date(execution.startTime * 1000).toISOString(),
    version: execution.pipelineVersion,
    "pipeline-execution-attempt": attempt,
  };
}

function event(
  { scope, execution }: ExecutionRun,
  of: "Pipeline" | "Stage" | "Action",
  detail: object,
): NewEvent {
  return {
    source: "aws.codepipeline",
    "detail-type": `CodePipeline ${of} Execution State Change`,
    resources: [scope.arn("codepipeline", execution.pipelineName)],
    detail,
  };
}
