import { randomUUID } from "node:crypto";
import { AwsError } from "../../client/aws-error";
import { ActionFailure } from "../actions/action-provider";
import type { RuleDeclaration, StageDeclaration } from "../pipeline-declaration";
import type { ErrorDetails } from "./action-execution";
import { actionSession } from "./action-role";
import type { ExecutionRun } from "./execution-run";
import { checkRule } from "./rules/index";
import type { ConditionKind, StageExecution } from "./stage-execution";
import { withinMinutes } from "./time-limit";
import { resolveVariables } from "./variables";

/** What a stage does when a condition is not met. */
export type ConditionResult = "FAIL" | "SKIP" | "ROLLBACK" | "RETRY";

/** One run of a rule. */
export interface RuleExecution {
  readonly ruleExecutionId: string;
  readonly rule: RuleDeclaration;
  readonly region: string;
  readonly roleArn: string;
  readonly startTime: number;
  lastStatusChange: number;
  status: "InProgress" | "Succeeded" | "Failed" | "Abandoned";
  resolvedConfiguration?: Readonly<Record<string, string>>;
  summary?: string;
  errorDetails?: ErrorDetails;
}

/** One check of a stage's conditions. */
export interface ConditionsExecution {
  status: "InProgress" | "Succeeded" | "Failed" | "Abandoned" | "Overridden";
  summary?: string;
  lastStatusChange: number;
  readonly rules: RuleExecution[];
}

// CodePipeline user guide: RuleDeclaration, timeoutInMinutes; a rule has as long as other actions.
const RULE_MINUTES = 60;

/** What a stage does because a condition is not met, or undefined where all are. */
export async function resultOf(
  run: ExecutionRun,
  stage: StageDeclaration,
  execution: StageExecution,
  kind: ConditionKind,
): Promise<ConditionResult | undefined> {
  const declared = stage[kind];
  const conditions = declared?.conditions ?? [];
  // Without a condition, what a failure brings is unconditional.
  if (kind === "onFailure" && conditions.length === 0) return stage.onFailure?.result;
  for (const { result = "FAIL", rules } of conditions) {
    const checked: ConditionsExecution = { status: "InProgress", lastStatusChange: now(run), rules: [] };
    execution.conditions[kind] = checked;
    run.changed();
    const met = await allHold(run, stage.name, rules, checked);
    checked.status = met ? "Succeeded" : "Failed";
    checked.lastStatusChange = now(run);
    if (!met) {
      const failed = checked.rules.find(({ status }) => status === "Failed");
      checked.summary = `The rule '${failed?.rule.name}' of ${kind} failed: ${failed?.errorDetails?.message}`;
      return result;
    }
  }
  return undefined;
}

async function allHold(
  run: ExecutionRun,
  stageName: string,
  rules: readonly RuleDeclaration[],
  { rules: executions }: ConditionsExecution,
): Promise<boolean> {
  const ended = await Promise.allSettled(
    rules.map((rule) => {
      const execution = newExecution(run, rule);
      executions.push(execution);
      return runRule(run, stageName, execution);
    }),
  );
  const interrupted = ended.find((one) => one.status === "rejected");
  if (interrupted !== undefined) throw interrupted.reason;
  run.halted.throwIfAborted();
  return executions.every(({ status }) => status === "Succeeded");
}

function newExecution(run: ExecutionRun, rule: RuleDeclaration): RuleExecution {
  const { scope, declaration } = run;
  return {
    ruleExecutionId: randomUUID(),
    rule,
    region: rule.region ?? scope.region,
    roleArn: rule.roleArn ?? declaration.roleArn,
    startTime: now(run),
    lastStatusChange: now(run),
    status: "InProgress",
  };
}

async function runRule(run: ExecutionRun, stageName: string, execution: RuleExecution): Promise<void> {
  const { scope, declaration } = run;
  const { rule, region, ruleExecutionId } = execution;
  const minutes = rule.timeoutInMinutes ?? waitMinutes(rule) + RULE_MINUTES;
  const limits = {
    clock: scope.clock,
    signal: run.abandoned,
    left: (work: Promise<unknown>) => run.leave(work),
  };
  try {
    const summary = await withinMinutes(minutes, limits, async (signal) => {
      const configuration = resolveVariables(run, rule.configuration);
      execution.resolvedConfiguration = configuration;
      const session = await actionSession(scope, declaration, rule.roleArn);
      signal.throwIfAborted();
      const resolved = { ...rule, configuration };
      return checkRule({ run, stageName, rule: resolved, ruleExecutionId, region, session, signal });
    });
    execution.summary = summary;
    execution.status = "Succeeded";
  } catch (cause) {
    execution.status = run.interrupted ? "Abandoned" : "Failed";
    if (run.interrupted) throw run.interruption;
    if (!(cause instanceof ActionFailure || cause instanceof AwsError)) throw cause;
    execution.errorDetails = { code: cause.code, message: cause.message };
  } finally {
    execution.lastStatusChange = now(run);
    run.changed();
  }
}

function waitMinutes({ configuration }: RuleDeclaration): number {
  return Number(configuration.WaitTime ?? 0);
}

function now({ scope }: ExecutionRun): number {
  return scope.clock.now() / 1000;
}
