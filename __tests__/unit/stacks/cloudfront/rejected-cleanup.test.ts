import { describe, expect, it } from "vitest";
import { type Changes, kept, made, variablesOf } from "../../../support/cloudfront-stack";
import { arn, ref } from "../../../support/ref";

const topic = "arn:aws:sns:eu-central-1:123456789012:releases";

describe("the clean-up after a rejection", () => {
  it("is a project without a source, whose logs are kept for a while", () => {
    const template = made();
    expect(template.at("aws_codebuild_project.rejected")).toMatchObject({
      name: "app-rejected",
      source: { type: "NO_SOURCE" },
      artifacts: { type: "NO_ARTIFACTS" },
      service_role: ref("aws_iam_role.rejected.arn"),
      logs_config: {
        cloudwatch_logs: { group_name: ref("aws_cloudwatch_log_group.rejected.name"), status: "ENABLED" },
      },
    });
    expect(template.at("aws_cloudwatch_log_group.rejected")).toEqual({
      name: "/aws/codebuild/app-rejected",
      retention_in_days: 30,
    });
  });

  it("is started when the approval of this pipeline fails, and is told which one", () => {
    const template = made();
    expect(template.at("aws_cloudwatch_event_rule.rejected")).toMatchObject({
      name: "app-rejected",
      event_pattern: {
        source: ["aws.codepipeline"],
        "detail-type": ["CodePipeline Action Execution State Change"],
        detail: { pipeline: ["app"], stage: ["Approve"], action: ["Approve"], state: ["FAILED"] },
      },
    });
    expect(template.at("aws_cloudwatch_event_target.rejected")).toMatchObject({
      rule: ref("aws_cloudwatch_event_rule.rejected.name"),
      arn: ref("aws_codebuild_project.rejected.arn"),
      role_arn: ref("aws_iam_role.rejected_execute.arn"),
      target_id: "app-rejected",
      input_transformer: {
        input_paths: { release: "$.detail.execution-id", action: "$.detail.action-execution-id" },
        input_template: {
          environmentVariablesOverride: [
            { name: "RELEASE", type: "PLAINTEXT", value: "<release>" },
            { name: "ACTION_EXECUTION_ID", type: "PLAINTEXT", value: "<action>" },
          ],
        },
      },
    });
  });

  it("is started by a role that may do that and nothing else", () => {
    const template = made();
    expect(template.at("aws_iam_role.rejected_execute")).toMatchObject({ name: "app-rejected-execute" });
    expect(template.statements("rejected_execute")).toEqual([
      {
        effect: "Allow",
        actions: ["codebuild:StartBuild"],
        resources: [arn("codebuild", "project/app-rejected")],
      },
    ]);
    expect(template.statements("rejected_execute_trust")).toMatchObject([
      { principals: [{ type: "Service", identifiers: ["events.amazonaws.com"] }] },
    ]);
  });

  it("tells nobody, or a topic that settings name, and may tell no other", () => {
    const publishing = (changes: Changes) =>
      made(changes)
        .statements("rejected")
        .filter(({ actions }) => (actions as string[]).includes("sns:Publish"));
    expect(variablesOf(made(), "rejected")).not.toHaveProperty("TOPIC_ARN");
    expect(publishing({})).toEqual([]);
    const told = { rejectedCleanup: { notificationArn: topic } };
    expect(variablesOf(made(told), "rejected")).toMatchObject({ TOPIC_ARN: topic });
    expect(publishing(told)).toEqual([{ effect: "Allow", actions: ["sns:Publish"], resources: [topic] }]);
  });

  it("can be called by names of its own, as one that stood before the entry", () => {
    const template = made({
      rejectedCleanup: {
        projectName: "sweep",
        logRetentionDays: 365,
        ruleName: "approval-failed",
        targetId: "sweeper",
        role: { roleName: "sweeper", policyName: "sweeping" },
        ruleRole: { roleName: "starter", policyName: "starting" },
        logicalId: "sweep",
        roleLogicalId: "sweeper",
      },
    });
    expect(template.at("aws_codebuild_project.sweep")).toMatchObject({ name: "sweep" });
    expect(template.at("aws_cloudwatch_log_group.sweep")).toMatchObject({ retention_in_days: 365 });
    expect(template.at("aws_iam_role.sweeper")).toMatchObject({ name: "sweeper" });
    expect(template.at("aws_iam_role_policy.sweeper")).toMatchObject({ name: "sweeping" });
    expect(template.at("aws_cloudwatch_event_rule.sweep")).toMatchObject({ name: "approval-failed" });
    expect(template.at("aws_cloudwatch_event_target.sweep")).toMatchObject({ target_id: "sweeper" });
    expect(template.at("aws_iam_role.sweep_execute")).toMatchObject({ name: "starter" });
    expect(template.at("aws_iam_role_policy.sweep_execute")).toMatchObject({ name: "starting" });
    expect(template.addresses.filter((address) => address.includes("rejected"))).toEqual([]);
    expect(variablesOf(template, "staging")).toMatchObject({ REJECTED_PROJECT: "sweep" });
  });
});

describe.each<Changes>([{}, kept])("stagingDistributionCleanupEnabled: false, with %j,", (changes) => {
  const without = made({ ...changes, stagingDistributionCleanupEnabled: false });

  it("leaves out project, roles, logs, rule and target, and nothing else", () => {
    const { addresses } = made(changes);
    const leftOut = addresses.filter((address) => !without.addresses.includes(address));
    expect(leftOut).toEqual([
      "aws_cloudwatch_event_rule.rejected",
      "aws_cloudwatch_event_target.rejected",
      "aws_cloudwatch_log_group.rejected",
      "aws_codebuild_project.rejected",
      "aws_iam_role.rejected",
      "aws_iam_role.rejected_execute",
      "aws_iam_role_policy.rejected",
      "aws_iam_role_policy.rejected_execute",
      "data.aws_iam_policy_document.rejected",
      "data.aws_iam_policy_document.rejected_execute",
      "data.aws_iam_policy_document.rejected_execute_trust",
      "data.aws_iam_policy_document.rejected_trust",
    ]);
    expect(without.addresses.filter((address) => !addresses.includes(address))).toEqual([]);
  });

  it("lets a release wait for no such project", () => {
    expect(variablesOf(without, "staging")).not.toHaveProperty("REJECTED_PROJECT");
    const actions = without.statements("staging").flatMap((statement) => statement.actions as string[]);
    expect(actions.filter((action) => action.startsWith("codebuild:"))).toEqual([]);
    expect(JSON.stringify(without.at("aws_codepipeline.main").depends_on)).not.toContain("rejected");
  });
});
