import { describe, expect, it } from "vitest";
import type { NotificationSettings } from "../../../settings/schema/notifications";
import { findingsOf } from "../../support/findings";
import {
  cloudfrontContinuousDeployment,
  ecrPushBlueGreen,
  ecrPushToEcs,
  githubToEcs,
} from "../../support/minimal-entries";
import { stackOf } from "../../support/minimal-stacks";
import { ref } from "../../support/ref";
import { Template } from "../../support/template";

const topicArn = "arn:aws:sns:eu-central-1:123456789012:releases";
const emails = ["ops@example.com", "dev@example.com"];

describe.each([
  ["github-to-ecs", githubToEcs],
  ["ecr-push-to-ecs", ecrPushToEcs],
  ["ecr-push-blue-green", ecrPushBlueGreen],
  ["cloudfront-continuous-deployment", cloudfrontContinuousDeployment],
] as const)("the notifications of %s", (_, entry) => {
  const templateOf = (notifications: NotificationSettings, changes: object = {}) =>
    new Template(stackOf(entry({ notifications, ...changes })));

  it("are none unless settings ask for them", () => {
    expect(new Template(stackOf(entry())).addresses.filter((address) => /sns|notif/.test(address))).toEqual(
      [],
    );
  });

  it("tell e-mail addresses through a topic of the pipeline's", () => {
    const stack = stackOf(entry({ notifications: { emails } }));
    expect(findingsOf(stack)).toEqual([]);
    const template = new Template(stack);
    expect(template.addresses.filter((address) => /sns|notif|_topic$/.test(address))).toEqual([
      "aws_codestarnotifications_notification_rule.main",
      "aws_sns_topic.main",
      "aws_sns_topic_policy.main",
      "aws_sns_topic_subscription.main_dev_at_example_com",
      "aws_sns_topic_subscription.main_ops_at_example_com",
      "data.aws_iam_policy_document.main_topic",
    ]);
    expect(template.at("aws_sns_topic.main")).toEqual({ name: "app-notifications" });
    expect(template.at("aws_codestarnotifications_notification_rule.main")).toMatchObject({
      name: "app-notifications",
      resource: ref("aws_codepipeline.main.arn"),
    });
  });

  it("are a rule alone for a topic that exists", () => {
    const template = templateOf({ topicArn, ruleName: "releases", detailType: "BASIC" });
    expect(template.addresses.filter((address) => /sns|notif/.test(address))).toEqual([
      "aws_codestarnotifications_notification_rule.main",
    ]);
    expect(template.at("aws_codestarnotifications_notification_rule.main")).toMatchObject({
      name: "releases",
      detail_type: "BASIC",
      target: [{ address: topicArn, type: "SNS" }],
    });
  });

  it("follow the entry's logical ID, or have one of their own", () => {
    const entries = templateOf({ emails }, { logicalId: "shop" });
    expect(entries.at("aws_sns_topic.shop")).toBeDefined();
    const own = templateOf({ emails, topicName: "news", logicalId: "news" }, { logicalId: "shop" });
    expect(own.at("aws_sns_topic.news")).toEqual({ name: "news" });
    expect(own.at("aws_codestarnotifications_notification_rule.news")).toHaveProperty(
      "resource",
      ref("aws_codepipeline.shop.arn"),
    );
  });

  it("stand beside a key of the stack", () => {
    expect(findingsOf(stackOf(entry({ notifications: { emails }, kmsKey: "create" })))).toEqual([]);
  });

  it("are named after the pipeline", () => {
    const template = templateOf({ emails }, { pipeline: { pipelineName: "shop" } });
    expect(template.at("aws_sns_topic.main")).toEqual({ name: "shop-notifications" });
  });

  it("are a line of the summary", () => {
    const notifications = { emails, events: ["manual-approval-needed"] } as const;
    expect(stackOf(entry({ notifications })).summary()).toContainEqual({
      label: "tells",
      text: "ops@example.com, dev@example.com of manual-approval-needed",
    });
    expect(
      stackOf(entry())
        .summary()
        .map(({ label }) => label),
    ).not.toContain("tells");
  });
});
