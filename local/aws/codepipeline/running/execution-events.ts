import type { NewEvent } from "../../gateway/scope";
import type { ActionExecution } from "./action-execution";
import type { ExecutionRun } from "./execution-run";
import type { StageExecution } from "./stage-execution";

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
  const trigger = state === "STARTED" ? startedBy(run) : gitTrigger(run);
  const reason = state === "STOPPING" ? run.execution.stopTrigger?.reason : undefined;
  return event(run, "Pipeline", {
    ...common(run),
    ...(trigger === undefined ? {} : { "execution-trigger": trigger }),
    state,
    ...(reason === undefined ? {} : { "stop-execution-comments": reason }),
  });
}

function startedBy({ execution }: ExecutionRun): object {
  const { triggerType, triggerDetail } = execution.trigger;
  return { "trigger-type": triggerType, "trigger-detail": triggerDetail };
}

// Once its source has run, an execution that one of the pipeline's Git triggers started tells of which commit it is.
function gitTrigger({ execution, declaration, stages }: ExecutionRun): object | undefined {
  if (execution.trigger.triggerType !== "WebhookV2" || declaration.triggers === undefined) return undefined;
  const source = stages
    .flatMap(({ actions }) => actions)
    .find(({ action }) => action.actionTypeId.provider === "CodeStarSourceConnection");
  const commit = source?.outputVariables;
  if (commit === undefined) return undefined;
  return {
    "author-display-name": commit.AuthorDisplayName,
    "full-repository-name": commit.FullRepositoryName,
    "provider-type": commit.ProviderType,
    "author-email": commit.AuthorEmail,
    "commit-message": commit.CommitMessage,
    "author-date": commit.AuthorDate,
    "branch-name": commit.BranchName,
    "commit-id": commit.CommitId,
    "connection-arn": commit.ConnectionArn,
    "author-id": commit.AuthorId,
  };
}

/** An execution changed its state in a stage. */
export function stageEvent(
  run: ExecutionRun,
  { stageName, lastRetryTime }: StageExecution,
  state: StageState,
): NewEvent {
  return event(run, "Stage", {
    ...common(run),
    stage: stageName,
    state,
    ...(lastRetryTime === undefined
      ? {}
      : { "stage-last-retry-attempt-time": new Date(lastRetryTime * 1000).toISOString() }),
  });
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
