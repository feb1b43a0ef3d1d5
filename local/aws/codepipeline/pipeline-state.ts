import { conditionState } from "./condition-state";
import type { StageDeclaration } from "./pipeline-declaration";
import { gateOf, type Pipeline } from "./pipelines";
import type { ActionExecution } from "./running/action-execution";
import type { ExecutionRun } from "./running/execution-run";
import { latestRun, type StageExecution } from "./running/stage-execution";

/** GetPipelineState: where each stage and action stands. */
export function pipelineState(pipeline: Pipeline): object {
  const { declaration, version, created, updated } = pipeline;
  const stageStates = declaration.stages.map((stage) => stageState(pipeline, stage));
  return { pipelineName: declaration.name, pipelineVersion: version, stageStates, created, updated };
}

function stageState(pipeline: Pipeline, { name, actions }: StageDeclaration): object {
  const gate = gateOf(pipeline, name);
  const inbound = gate.inbound.map((run) => shownInbound(run));
  const latest = latestIn(pipeline, name);
  return {
    stageName: name,
    ...(inbound.length === 0 ? {} : { inboundExecution: inbound.at(-1), inboundExecutions: inbound }),
    inboundTransitionState: { enabled: gate.disabled === undefined, ...gate.disabled },
    actionStates: actions.map((action) => ({
      actionName: action.name,
      ...actionState(latestActionIn(pipeline, name, action.name)),
      ...entityUrl(action.configuration),
    })),
    ...(latest === undefined ? {} : shownStage(latest.run, latest.stage)),
  };
}

function shownInbound({ execution }: ExecutionRun): object {
  const { pipelineExecutionId, status, executionType } = execution;
  return { pipelineExecutionId, status, type: executionType };
}

function shownStage({ execution }: ExecutionRun, stage: StageExecution): object {
  const { pipelineExecutionId, executionType } = execution;
  const { automaticRetries, manualRetries, latestRetryTrigger, conditions } = stage;
  return {
    latestExecution: { pipelineExecutionId, status: stage.status, type: executionType },
    ...conditionState("beforeEntryConditionState", conditions.beforeEntry),
    ...conditionState("onSuccessConditionState", conditions.onSuccess),
    ...conditionState("onFailureConditionState", conditions.onFailure),
    ...(latestRetryTrigger === undefined
      ? {}
      : {
          retryStageMetadata: {
            autoStageRetryAttempt: automaticRetries,
            manualStageRetryAttempt: manualRetries,
            latestRetryTrigger,
          },
        }),
  };
}

function actionState(execution: ActionExecution | undefined): object {
  if (execution === undefined) return {};
  const { actionExecutionId, status, summary, lastUpdateTime, lastUpdatedBy } = execution;
  const { externalExecutionId, externalExecutionUrl, errorDetails, approval, revision } = execution;
  return {
    latestExecution: {
      actionExecutionId,
      status,
      summary,
      lastStatusChange: lastUpdateTime,
      // Whoever answers has to show it, so it is told only while the question is open.
      token: status === "InProgress" && !approval?.answered ? approval?.token : undefined,
      lastUpdatedBy,
      externalExecutionId,
      externalExecutionUrl,
      percentComplete: status === "Succeeded" ? 100 : undefined,
      errorDetails,
    },
    ...(revision === undefined
      ? {}
      : {
          currentRevision: {
            revisionId: revision.revisionId,
            revisionChangeId: revision.revisionId,
            created: lastUpdateTime,
          },
          revisionUrl: revision.revisionUrl,
        }),
  };
}

function entityUrl({ ExternalEntityLink }: Readonly<Record<string, string>>): object {
  return ExternalEntityLink === undefined ? {} : { entityUrl: ExternalEntityLink };
}

interface Entered {
  readonly run: ExecutionRun;
  readonly stage: StageExecution;
}

function entered({ runs }: Pipeline, stageName: string): Entered[] {
  return runs.flatMap((run) =>
    run.stages.filter((stage) => stage.stageName === stageName).map((stage) => ({ run, stage })),
  );
}

function latestIn(pipeline: Pipeline, stageName: string): Entered | undefined {
  return entered(pipeline, stageName).at(-1);
}

function latestActionIn(
  pipeline: Pipeline,
  stageName: string,
  actionName: string,
): ActionExecution | undefined {
  return entered(pipeline, stageName)
    .flatMap(({ stage }) => latestRun(stage, actionName) ?? [])
    .at(-1);
}
