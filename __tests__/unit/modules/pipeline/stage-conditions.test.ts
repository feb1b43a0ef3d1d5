import { describe, expect, it } from "vitest";
import type { PipelineProps } from "../../../../modules/pipeline/pipeline";
import { alarmRule } from "../../../../modules/pipeline/rules/alarm-rule";
import { deploymentWindowRule } from "../../../../modules/pipeline/rules/deployment-window-rule";
import { lambdaRule } from "../../../../modules/pipeline/rules/lambda-rule";
import type { StageOptions } from "../../../../modules/pipeline/stage-conditions";
import { BareStack } from "../../../support/bare-stack";
import { findingsOf } from "../../../support/findings";
import { emptyPipeline } from "../../../support/minimal-modules";
import { PlainSource, plainStage } from "../../../support/plain-action";
import { arn } from "../../../support/ref";
import { Template } from "../../../support/template";

function withStage(options: (stack: BareStack) => StageOptions, changes: Partial<PipelineProps> = {}) {
  const stack = new BareStack();
  const source = new PlainSource();
  emptyPipeline(stack, changes)
    .stage("Source", source)
    .stage({ stageName: "Deploy", ...options(stack) }, plainStage(source.output));
  return stack;
}

const stageOf = (stack: BareStack) =>
  (new Template(stack).at("aws_codepipeline.pipeline").stage as readonly object[])[1];

describe("a stage that fails", () => {
  it("is rolled back on request", () => {
    const stack = withStage(() => ({ onFailure: { result: "ROLLBACK" } }));
    expect(findingsOf(stack)).toEqual([]);
    expect(stageOf(stack)).toMatchObject({ on_failure: { result: "ROLLBACK" } });
  });

  it("is tried again on request, only what failed unless told otherwise", () => {
    expect(stageOf(withStage(() => ({ onFailure: { result: "RETRY" } })))).toMatchObject({
      on_failure: { result: "RETRY", retry_configuration: { retry_mode: "FAILED_ACTIONS" } },
    });
    const all = { result: "RETRY", retryMode: "ALL_ACTIONS" } as const;
    expect(stageOf(withStage(() => ({ onFailure: all })))).toMatchObject({
      on_failure: { retry_configuration: { retry_mode: "ALL_ACTIONS" } },
    });
  });
});

describe("the conditions of a stage", () => {
  const guarded = (stack: BareStack): StageOptions => ({
    beforeEntry: {
      result: "FAIL",
      rules: [
        alarmRule(stack, { alarmName: "errors", waitTime: 5 }),
        deploymentWindowRule({ cron: "* * 9-16 ? * MON-FRI" }),
      ],
    },
    onSuccess: { result: "ROLLBACK", rules: [lambdaRule(stack, { functionName: "smoke-test" })] },
  });

  it("are written as AWS's rules, each with its configuration", () => {
    const type = (provider: string) => ({ category: "Rule", owner: "AWS", provider, version: "1" });
    expect(stageOf(withStage(guarded))).toMatchObject({
      before_entry: {
        condition: {
          result: "FAIL",
          rule: [
            {
              name: "Alarm",
              rule_type_id: type("CloudWatchAlarm"),
              configuration: { AlarmName: "errors", AlarmStates: "ALARM", WaitTime: "5" },
            },
            {
              name: "DeploymentWindow",
              rule_type_id: type("DeploymentWindow"),
              configuration: { Cron: "* * 9-16 ? * MON-FRI" },
            },
          ],
        },
      },
      on_success: {
        condition: {
          result: "ROLLBACK",
          rule: [
            {
              name: "Lambda",
              rule_type_id: type("LambdaInvoke"),
              configuration: { FunctionName: "smoke-test" },
            },
          ],
        },
      },
    });
  });

  it("bring their own permissions to the pipeline's role", () => {
    const statements = new Template(withStage(guarded)).statements("codepipeline");
    expect(statements).toContainEqual({
      effect: "Allow",
      actions: ["cloudwatch:DescribeAlarms"],
      resources: [arn("cloudwatch", "alarm:errors")],
    });
    expect(statements).toContainEqual({
      effect: "Allow",
      actions: ["lambda:InvokeFunction"],
      resources: [arn("lambda", "function:smoke-test")],
    });
  });

  it("lets a stage be skipped by a function, and by no rule that cannot", () => {
    const skip = (rules: (stack: BareStack) => NonNullable<StageOptions["beforeEntry"]>["rules"]) =>
      findingsOf(withStage((stack) => ({ beforeEntry: { result: "SKIP", rules: rules(stack) } })));
    expect(skip((stack) => [lambdaRule(stack, { functionName: "wanted" })])).toEqual([]);
    expect(skip((stack) => [alarmRule(stack, { alarmName: "errors" })])).toMatchObject([
      { says: 'beforeEntry.rules[0] cannot decide that a stage is skipped, as result "SKIP" asks for' },
    ]);
  });

  it("are refused in a V1 pipeline, each by its name", () => {
    const onFailure = { result: "ROLLBACK" } as const;
    const stack = withStage((scope) => ({ ...guarded(scope), onFailure }), { pipelineType: "V1" });
    expect(findingsOf(stack).map(({ says }) => says)).toEqual([
      "beforeEntry is not supported by a V1 pipeline",
      "onSuccess is not supported by a V1 pipeline",
      "onFailure is not supported by a V1 pipeline",
    ]);
  });

  it.each<[string, StageOptions, string]>([
    ["no rule", { beforeEntry: { result: "FAIL", rules: [] } }, "beforeEntry.rules is out of range"],
    [
      "six rules",
      {
        beforeEntry: {
          result: "FAIL",
          rules: Array.from({ length: 6 }, () => deploymentWindowRule({ cron: "* * 9 ? * MON" })),
        },
      },
      "beforeEntry.rules is out of range",
    ],
    [
      "a cron expression of five fields",
      { beforeEntry: { result: "FAIL", rules: [deploymentWindowRule({ cron: "0 9 * * MON" })] } },
      "beforeEntry.rules[0].cron is not a valid cron expression",
    ],
    [
      "two rules of one name",
      {
        onSuccess: {
          result: "FAIL",
          rules: [
            deploymentWindowRule({ cron: "* * 9 ? * MON" }),
            deploymentWindowRule({ cron: "* * 9 ? * TUE" }),
          ],
        },
      },
      "onSuccess.rules have a ruleName more than once",
    ],
    [
      "a window that skips",
      { beforeEntry: { result: "SKIP", rules: [deploymentWindowRule({ cron: "* * 9 ? * MON" })] } },
      'beforeEntry.rules[0] cannot decide that a stage is skipped, as result "SKIP" asks for',
    ],
    [
      "a roll-back before entry",
      {
        beforeEntry: {
          result: "ROLLBACK" as "FAIL",
          rules: [deploymentWindowRule({ cron: "* * 9 ? * MON" })],
        },
      },
      "beforeEntry.result is not accepted",
    ],
  ])("are refused with %s", (_, options, says) => {
    expect(findingsOf(withStage(() => options))).toMatchObject([{ at: "bare/pipeline/stages/Deploy", says }]);
  });
});
