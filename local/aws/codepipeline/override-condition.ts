import { z } from "zod";
import { AwsError } from "../client/aws-error";
import { executionInput } from "./execution-operations";
import { rest, retryable } from "./retry-stage";
import type { ExecutionRun } from "./running/execution-run";

const KINDS = { BEFORE_ENTRY: "beforeEntry", ON_SUCCESS: "onSuccess" } as const;

export const overrideInput = executionInput.extend({
  stageName: z.string(),
  conditionType: z.enum(["BEFORE_ENTRY", "ON_SUCCESS"]),
});

/** Takes a condition that was not met for met, and goes on from there. */
export function overrideCondition(
  run: ExecutionRun,
  stageName: string,
  conditionType: keyof typeof KINDS,
): void {
  const kind = KINDS[conditionType];
  const condition = retryable(run, stageName).conditions[kind];
  if (condition?.status !== "Failed") {
    throw new AwsError(
      "ConditionNotOverridableException",
      `The condition ${conditionType} of the stage ${stageName} is ${condition?.status ?? "not checked"}`,
    );
  }
  condition.status = "Overridden";
  run.attempt += 1;
  run.start({ ...rest(run, stageName), retryMode: "FAILED_ACTIONS", overridden: [kind] });
}
