import type { ConditionsExecution } from "./running/conditions";

/** What GetPipelineState tells of a stage's conditions. */
export function conditionState(name: string, execution: ConditionsExecution | undefined): object {
  if (execution === undefined) return {};
  const { status, summary, lastStatusChange, rules } = execution;
  const ruleStates = rules.map(({ rule, ruleExecutionId, ...run }) => ({
    ruleName: rule.name,
    latestExecution: {
      ruleExecutionId,
      status: run.status,
      summary: run.summary,
      lastStatusChange: run.lastStatusChange,
      errorDetails: run.errorDetails,
    },
  }));
  return {
    [name]: {
      latestExecution: { status, summary },
      conditionStates: [{ latestExecution: { status, summary, lastStatusChange }, ruleStates }],
    },
  };
}
