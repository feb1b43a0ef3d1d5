import { maskedConfiguration } from "./masked-configuration";
import type { ActionExecution } from "./running/action-execution";
import type { ExecutionRun } from "./running/execution-run";

/** What ListActionExecutions tells of one execution, newest first. */
export function actionExecutionDetails({ execution, stages }: ExecutionRun): object[] {
  const { pipelineExecutionId, pipelineVersion } = execution;
  return stages
    .flatMap(({ stageName, actions }) => actions.map((action) => ({ stageName, action })))
    .map(({ stageName, action }) => ({
      pipelineExecutionId,
      pipelineVersion,
      stageName,
      ...detail(action),
    }))
    .reverse();
}

function detail(execution: ActionExecution): object {
  const { action, actionExecutionId, startTime, lastUpdateTime, lastUpdatedBy, status } = execution;
  const { actionTypeId, configuration, namespace } = action;
  const { resolvedConfiguration, roleArn, region, inputArtifacts, outputArtifacts } = execution;
  const { externalExecutionId, externalExecutionUrl, summary, errorDetails, outputVariables } = execution;
  return {
    actionExecutionId,
    actionName: action.name,
    startTime,
    lastUpdateTime,
    updatedBy: lastUpdatedBy,
    status,
    input: {
      actionTypeId,
      configuration: maskedConfiguration(configuration),
      resolvedConfiguration: resolvedConfiguration && maskedConfiguration(resolvedConfiguration),
      roleArn,
      region,
      inputArtifacts,
      namespace,
    },
    output: {
      outputArtifacts,
      executionResult: {
        externalExecutionId,
        externalExecutionSummary: summary,
        externalExecutionUrl,
        errorDetails,
      },
      outputVariables,
    },
  };
}
