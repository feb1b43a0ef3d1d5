import type { Finding } from "../findings/finding";
import { needsV2, rollbackInParallel, ruleCannotSkip, ruleCount } from "../findings/pipeline-errors";
import { duplicates, notOneOf } from "../findings/value-errors";
import type { Statement } from "../iam/statement";
import { defined } from "../terraform/defined";

const page = "CodePipeline: Configure conditions for a stage";

export const entryResults = ["FAIL", "SKIP"] as const;
export const successResults = ["FAIL", "ROLLBACK"] as const;
export const retryModes = ["FAILED_ACTIONS", "ALL_ACTIONS"] as const;

/** One check of a condition (CodePipeline: Rule structure reference). Like an action, it knows its own permissions. */
export interface StageRule {
  /** 1 to 100 characters. */
  readonly ruleName: string;
  readonly provider: string;
  /** What must hold, in words for people. */
  readonly description: string;
  readonly configuration: Readonly<Record<string, string>>;
  /** What the pipeline's role needs for the check. */
  readonly permissions: readonly Statement[];
  readonly findings: readonly Finding[];
}

/** Rules that must all hold, and what happens when one does not. */
export interface StageCondition<Result extends string> {
  readonly result: Result;
  /** 1 to 5 (CodePipeline API: Condition). */
  readonly rules: readonly StageRule[];
}

/** What happens when a stage fails: roll back to the last execution that succeeded, or try again. */
export type FailureHandling =
  | { readonly result: "ROLLBACK" }
  | {
      readonly result: "RETRY" /** @default "FAILED_ACTIONS" */;
      readonly retryMode?: (typeof retryModes)[number];
    };

/** What a stage of a V2 pipeline checks and does beside its actions. */
export interface StageOptions {
  /** Checked before the stage is entered. @default none */
  readonly beforeEntry?: StageCondition<(typeof entryResults)[number]>;
  /** Checked after the stage succeeded. @default none */
  readonly onSuccess?: StageCondition<(typeof successResults)[number]>;
  /** @default the execution fails */
  readonly onFailure?: FailureHandling;
}

const conditionsOf = ({ beforeEntry, onSuccess }: StageOptions) =>
  Object.entries({ beforeEntry, onSuccess }).flatMap(([property, condition]) =>
    condition ? [{ property, condition: condition as StageCondition<string> }] : [],
  );

function conditionBlock({ result, rules }: StageCondition<string>) {
  return {
    condition: {
      result,
      rule: rules.map(({ ruleName, provider, configuration }) => ({
        name: ruleName,
        ruleTypeId: { category: "Rule", owner: "AWS", provider, version: "1" },
        configuration,
      })),
    },
  };
}

function failureBlock(failure: FailureHandling) {
  return failure.result === "RETRY"
    ? { result: "RETRY", retryConfiguration: { retryMode: failure.retryMode ?? "FAILED_ACTIONS" } }
    : { result: failure.result };
}

/** The blocks of a stage for its conditions. */
export function conditionBlocks({ beforeEntry, onSuccess, onFailure }: StageOptions) {
  return defined({
    beforeEntry: beforeEntry && conditionBlock(beforeEntry),
    onSuccess: onSuccess && conditionBlock(onSuccess),
    onFailure: onFailure && failureBlock(onFailure),
  });
}

/** What the pipeline's role needs for a stage's conditions. */
export function conditionPermissions(options: StageOptions): readonly Statement[] {
  return conditionsOf(options).flatMap(({ condition }) =>
    condition.rules.flatMap(({ permissions }) => permissions),
  );
}

// The rules whose answer may skip a stage (CodePipeline: Configure conditions for a stage).
const skippingProviders = ["LambdaInvoke", "VariableCheck"];

function ruleFindings(property: string, { result, rules }: StageCondition<string>): readonly Finding[] {
  const names = rules.map(({ ruleName }) => ruleName);
  const count = ruleCount(`${property}.rules`, rules.length);
  return [
    ...(count.length > 0 ? count : duplicates(`${property}.rules`, names, "have a ruleName")),
    ...rules.flatMap(({ provider, findings }, index) => {
      const rule = `${property}.rules[${index}]`;
      const cannotSkip = result === "SKIP" && !skippingProviders.includes(provider);
      return [
        ...(cannotSkip ? ruleCannotSkip(rule, provider) : []),
        ...findings.map((finding) => ({ ...finding, property: `${rule}.${finding.property}` })),
      ];
    }),
  ];
}

/** What AWS would refuse in a stage's conditions if executions ran beside each other. */
export function parallelFindings({ onSuccess, onFailure }: StageOptions): readonly Finding[] {
  return Object.entries({ onSuccess, onFailure }).flatMap(([property, condition]) =>
    condition?.result === "ROLLBACK" ? rollbackInParallel(`${property}.result`) : [],
  );
}

/** What AWS would refuse in a stage's conditions. */
export function conditionFindings(options: StageOptions, pipelineType: "V1" | "V2"): readonly Finding[] {
  const { beforeEntry, onSuccess, onFailure } = options;
  const given = Object.entries({ beforeEntry, onSuccess, onFailure }).filter(([, value]) => value);
  return [
    ...(pipelineType === "V1" ? given.flatMap(([property, value]) => needsV2(property, value)) : []),
    ...notOneOf("beforeEntry.result", beforeEntry?.result, entryResults, page),
    ...notOneOf("onSuccess.result", onSuccess?.result, successResults, page),
    ...notOneOf("onFailure.result", onFailure?.result, ["ROLLBACK", "RETRY"], page),
    ...(onFailure?.result === "RETRY"
      ? notOneOf(
          "onFailure.retryMode",
          onFailure.retryMode,
          retryModes,
          "CodePipeline API: RetryConfiguration",
        )
      : []),
    ...conditionsOf(options).flatMap(({ property, condition }) => ruleFindings(property, condition)),
  ];
}
