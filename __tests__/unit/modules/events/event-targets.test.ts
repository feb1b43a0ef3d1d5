import { describe, expect, it } from "vitest";
import { EventRule } from "../../../../modules/events/event-rule";
import type { EventTarget } from "../../../../modules/events/event-target";
import { BuildProjectTarget } from "../../../../modules/events/targets/build-project-target";
import { FunctionTarget } from "../../../../modules/events/targets/function-target";
import { BareStack } from "../../../support/bare-stack";
import { findingsOf } from "../../../support/findings";
import { buildProject } from "../../../support/minimal-modules";
import { arn, ref } from "../../../support/ref";
import { Template } from "../../../support/template";

const functionArn = "arn:aws:lambda:eu-central-1:123456789012:function:status";

function ruleFor(targets: (stack: BareStack) => readonly EventTarget[]): BareStack {
  const stack = new BareStack();
  const rule = new EventRule(stack, "failed", {
    ruleName: "app-failed",
    eventPattern: { source: ["aws.codepipeline"] },
  });
  for (const target of targets(stack)) rule.addTarget(target);
  return stack;
}

describe("a build project as the target of a rule", () => {
  const stack = ruleFor((scope) => [new BuildProjectTarget({ project: buildProject(scope) })]);

  it("is started by a role that may start it and nothing else", () => {
    const template = new Template(stack);
    expect(template.at("aws_cloudwatch_event_target.failed")).toEqual({
      rule: ref("aws_cloudwatch_event_rule.failed.name"),
      target_id: "app-failed",
      arn: ref("aws_codebuild_project.build.arn"),
      role_arn: ref("aws_iam_role.execute.arn"),
      depends_on: ["aws_iam_role_policy.execute"],
    });
    expect(template.at("aws_iam_role.execute").name).toBe("app-failed-execute");
    expect(template.statements("execute")).toEqual([
      { effect: "Allow", actions: ["codebuild:StartBuild"], resources: [arn("codebuild", "project/app")] },
    ]);
  });
});

describe("a function as the target of a rule", () => {
  it("lets this rule in and no other, before the first event can come", () => {
    const template = new Template(
      ruleFor(() => [new FunctionTarget({ functionName: "status", functionArn })]),
    );
    expect(template.at("aws_lambda_permission.failed")).toEqual({
      statement_id: "app-failed",
      action: "lambda:InvokeFunction",
      function_name: "status",
      principal: "events.amazonaws.com",
      source_arn: ref("aws_cloudwatch_event_rule.failed.arn"),
    });
    expect(template.at("aws_cloudwatch_event_target.failed")).toEqual({
      rule: ref("aws_cloudwatch_event_rule.failed.name"),
      target_id: "app-failed",
      arn: functionArn,
      depends_on: ["aws_lambda_permission.failed"],
    });
  });
});

describe("two targets of one rule", () => {
  it("stand side by side when each has an ID and an address of its own", () => {
    const stack = ruleFor((scope) => [
      new BuildProjectTarget({ project: buildProject(scope) }),
      new FunctionTarget({ functionName: "status", functionArn, targetId: "status", logicalId: "status" }),
    ]);
    expect(findingsOf(stack)).toEqual([]);
    expect(new Template(stack).find("aws_cloudwatch_event_target")).toHaveLength(2);
  });

  it("are refused at one address", () => {
    const second = { functionName: "status", functionArn, targetId: "second" };
    const stack = ruleFor(() => [
      new FunctionTarget({ functionName: "status", functionArn }),
      new FunctionTarget(second),
    ]);
    expect(findingsOf(stack)).toContainEqual(
      expect.objectContaining({
        says: expect.stringContaining("address aws_cloudwatch_event_target.failed is claimed"),
      }),
    );
  });
});
