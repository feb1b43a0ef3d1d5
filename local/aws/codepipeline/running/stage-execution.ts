import type { ActionExecution } from "./action-execution";
import type { ConditionsExecution } from "./conditions";

/** One execution in one stage, with all its attempts. */
export interface StageExecution {
  readonly stageName: string;
  status: "InProgress" | "Stopping" | "Stopped" | "Succeeded" | "Failed" | "Cancelled" | "Skipped";
  /** Every run of an action, oldest first. */
  readonly actions: ActionExecution[];
  readonly conditions: Partial<Record<ConditionKind, ConditionsExecution>>;
  automaticRetries: number;
  manualRetries: number;
  latestRetryTrigger?: "AutomatedStageRetry" | "ManualStageRetry";
  /** When it was last tried again, in seconds since 1970. */
  lastRetryTime?: number;
}

/** When a stage checks its conditions. */
export type ConditionKind = "beforeEntry" | "onSuccess" | "onFailure";

/** Which actions of a stage a retry runs. */
export type RetryMode = "FAILED_ACTIONS" | "ALL_ACTIONS";

/** The latest run of an action in a stage. */
export function latestRun({ actions }: StageExecution, actionName: string): ActionExecution | undefined {
  return actions.findLast(({ action }) => action.name === actionName);
}
