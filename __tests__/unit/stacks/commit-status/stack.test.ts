import { describe, expect, it } from "vitest";
import { overviewOf } from "../../../../report/overview";
import { describeStack } from "../../../../report/summary";
import { keyArn, stackOf, templateOf } from "../../../support/commit-status-stack";
import { findingsOf } from "../../../support/findings";
import { ref } from "../../../support/ref";
import { Template } from "../../../support/template";

describe("the stack commit-status", () => {
  it("makes rules, one function with its log and role, and a queue of what it failed at", () => {
    const stack = stackOf();
    expect(findingsOf(stack)).toEqual([]);
    expect(new Template(stack).addresses).toEqual([
      "aws_cloudwatch_event_rule.main_executions",
      "aws_cloudwatch_event_rule.main_sources",
      "aws_cloudwatch_event_target.main_executions",
      "aws_cloudwatch_event_target.main_sources",
      "aws_cloudwatch_log_group.main",
      "aws_iam_role.main",
      "aws_iam_role_policy.main",
      "aws_lambda_function.main",
      "aws_lambda_function_event_invoke_config.main",
      "aws_lambda_permission.main_executions",
      "aws_lambda_permission.main_sources",
      "aws_sqs_queue.main",
      "data.aws_caller_identity.current",
      "data.aws_iam_policy_document.main",
      "data.aws_iam_policy_document.main_trust",
      "data.aws_partition.current",
      "data.aws_region.current",
    ]);
  });

  it("needs no provider but AWS's", () => {
    expect(Object.keys(templateOf().section("provider"))).toEqual(["aws"]);
  });

  it("names everything after the entry, or after what it says", () => {
    const byName = templateOf({ name: "shop" });
    expect(byName.at("aws_lambda_function.main").function_name).toBe("shop");
    expect(byName.at("aws_iam_role.main").name).toBe("shop");
    expect(byName.at("aws_cloudwatch_log_group.main").name).toBe("/aws/lambda/shop");
    expect(byName.at("aws_sqs_queue.main").name).toBe("shop-failures");
    expect(byName.at("aws_cloudwatch_event_rule.main_executions").name).toBe("shop-executions");
    const own = templateOf({ functionName: "teller", ruleNamePrefix: "tells", logicalId: "shop" });
    expect(own.at("aws_lambda_function.shop").function_name).toBe("teller");
    expect(own.at("aws_cloudwatch_event_rule.shop_sources").name).toBe("tells-sources");
  });

  it("invokes the function by each rule, and by no other event", () => {
    const template = templateOf({ levels: ["pipeline", "stage"] });
    const permissions = template.find("aws_lambda_permission");
    expect(permissions.map(({ source_arn }) => source_arn)).toEqual([
      ref("aws_cloudwatch_event_rule.main_executions.arn"),
      ref("aws_cloudwatch_event_rule.main_sources.arn"),
      ref("aws_cloudwatch_event_rule.main_stages.arn"),
    ]);
    for (const permission of permissions) {
      expect(permission).toMatchObject({
        action: "lambda:InvokeFunction",
        principal: "events.amazonaws.com",
        function_name: ref("aws_lambda_function.main.function_name"),
      });
    }
    expect(template.find("aws_cloudwatch_event_target")).toHaveLength(3);
  });

  it("keeps events that the function fails at twice more, for as long as SQS does", () => {
    const template = templateOf();
    expect(template.at("aws_lambda_function_event_invoke_config.main")).toEqual({
      function_name: ref("aws_lambda_function.main.function_name"),
      maximum_retry_attempts: 2,
      destination_config: { on_failure: { destination: ref("aws_sqs_queue.main.arn") } },
    });
    expect(template.at("aws_sqs_queue.main")).toEqual({
      name: "statuses-failures",
      message_retention_seconds: 1_209_600,
      sqs_managed_sse_enabled: true,
    });
  });

  it("runs the function once its log and its permissions are there", () => {
    expect(templateOf().at("aws_lambda_function.main")).toMatchObject({
      depends_on: ["aws_iam_role_policy.main", "aws_cloudwatch_log_group.main"],
      runtime: "nodejs22.x",
      handler: "index.handler",
      memory_size: 256,
      timeout: 120,
    });
  });

  it("takes runtime, memory, log retention and reserved concurrency, which is none by default", () => {
    expect(templateOf().at("aws_lambda_function.main")).not.toHaveProperty("reserved_concurrent_executions");
    expect(templateOf().at("aws_cloudwatch_log_group.main")).toEqual({
      name: "/aws/lambda/statuses",
      retention_in_days: 30,
    });
    const template = templateOf({
      runtime: "nodejs24.x",
      memorySize: 512,
      reservedConcurrentExecutions: 3,
      logRetentionDays: 90,
      kmsKeyArn: keyArn,
    });
    expect(template.at("aws_lambda_function.main")).toMatchObject({
      runtime: "nodejs24.x",
      memory_size: 512,
      reserved_concurrent_executions: 3,
    });
    expect(template.at("aws_cloudwatch_log_group.main")).toMatchObject({
      retention_in_days: 90,
      kms_key_id: keyArn,
    });
  });

  it("tells in the summary whom it serves", () => {
    const text = describeStack(overviewOf(stackOf({ pipelines: ["app", "web-*"] })));
    expect(text).toContain("\n  tells       GitHub of every commit in app, web-*\n");
  });

  it("hands out function and queue", () => {
    expect(templateOf().section("output")).toMatchObject({
      function_name: { value: ref("aws_lambda_function.main.function_name") },
      failures_queue_url: { value: ref("aws_sqs_queue.main.url") },
    });
  });
});
