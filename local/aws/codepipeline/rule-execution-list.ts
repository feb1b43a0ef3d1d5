import type { ExecutionRun } from "./running/execution-run";

/** What ListRuleExecutions tells of one execution, newest first. */
export function ruleExecutionDetails({ execution, stages }: ExecutionRun): object[] {
  const { pipelineExecutionId, pipelineVersion } = execution;
  return stages
    .flatMap(({ stageName, conditions }) =>
      Object.values(conditions).flatMap(({ rules }) => rules.map((rule) => ({ stageName, ...rule }))),
    )
    .map(({ stageName, rule, ruleExecutionId, startTime, lastStatusChange, status, ...run }) => ({
      pipelineExecutionId,
      ruleExecutionId,
      pipelineVersion,
      stageName,
      ruleName: rule.name,
      startTime,
      lastUpdateTime: lastStatusChange,
      status,
      input: {
        ruleTypeId: rule.ruleTypeId,
        configuration: rule.configuration,
        resolvedConfiguration: run.resolvedConfiguration,
        roleArn: run.roleArn,
        region: run.region,
      },
      output: {
        executionResult: { externalExecutionSummary: run.summary, errorDetails: run.errorDetails },
      },
    }))
    .reverse();
}
