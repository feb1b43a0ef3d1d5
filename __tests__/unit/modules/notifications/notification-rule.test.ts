import { describe, expect, it } from "vitest";
import { EVENT_TYPES, eventTypeIds } from "../../../../local/aws/notifications/event-types";
import { ChatConfiguration } from "../../../../modules/notifications/chat-configuration";
import { EmailTopic } from "../../../../modules/notifications/email-topic";
import { ExistingTopic } from "../../../../modules/notifications/existing-topic";
import {
  NotificationRule,
  type NotificationRuleProps,
} from "../../../../modules/notifications/notification-rule";
import { eventTypeId, pipelineEvents } from "../../../../modules/notifications/pipeline-events";
import { BareStack } from "../../../support/bare-stack";
import { findingsOf, warningsOf } from "../../../support/findings";
import { reference } from "../../../support/minimal-modules";
import { ref } from "../../../support/ref";
import { Template } from "../../../support/template";

const pipelineArn = "arn:aws:codepipeline:eu-central-1:123456789012:app";
const topicArn = "arn:aws:sns:eu-central-1:123456789012:releases";
const chat = (channel: string) => `arn:aws:chatbot::123456789012:chat-configuration/${channel}`;

interface Told {
  readonly stack: BareStack;
  readonly rule: NotificationRule;
}

function told(changes: Partial<NotificationRuleProps> = {}, stack = new BareStack()): Told {
  const target = changes.target ?? new ExistingTopic(stack, "topic", { topicArn });
  const rule = new NotificationRule(stack, "told", { ruleName: "app", pipelineArn, target, ...changes });
  return { stack, rule };
}

function toldInChat(chatConfigurationArn: string): Told {
  const stack = new BareStack();
  return told({ target: new ChatConfiguration(stack, "chat", { chatConfigurationArn }) }, stack);
}

const block = ({ stack }: Told) => new Template(stack).at("aws_codestarnotifications_notification_rule.told");

describe("the events of a pipeline", () => {
  it("are all that the local AWS knows, which took them from AWS's page, and no other", () => {
    const known = EVENT_TYPES.filter(({ service }) => service === "codepipeline").flatMap(eventTypeIds);
    expect(known.length).toBeGreaterThan(15);
    expect(pipelineEvents.map(eventTypeId).toSorted()).toEqual(known.toSorted());
  });
});

describe("a notification rule", () => {
  it("tells by default of a failure, a success and an approval that is needed, in full", () => {
    expect(block(told())).toEqual({
      name: "app",
      resource: pipelineArn,
      detail_type: "FULL",
      event_type_ids: [
        "codepipeline-pipeline-pipeline-execution-failed",
        "codepipeline-pipeline-pipeline-execution-succeeded",
        "codepipeline-pipeline-manual-approval-needed",
      ],
      target: [{ address: topicArn, type: "SNS" }],
    });
  });

  it("tells of the events that it is given, as briefly as it is asked to", () => {
    expect(block(told({ events: ["action-execution-failed"], detailType: "BASIC" }))).toMatchObject({
      event_type_ids: ["codepipeline-pipeline-action-execution-failed"],
      detail_type: "BASIC",
    });
  });

  it("waits for the policy of a topic that is made beside it, without which AWS finds the topic unreachable", () => {
    const stack = new BareStack();
    const target = new EmailTopic(stack, "news", { topicName: "news", emails: ["ops@example.com"] });
    expect(block(told({ target }, stack))).toMatchObject({
      target: [{ address: ref("aws_sns_topic.news.arn"), type: "SNS" }],
      depends_on: ["aws_sns_topic_policy.news"],
    });
  });

  it.each([
    ["slack-channel/deployments", "AWSChatbotSlack", "the Slack channel deployments"],
    ["microsoft-teams-channel/ops", "AWSChatbotMicrosoftTeams", "the Microsoft Teams channel ops"],
  ])("tells a channel: %s", (channel, type, who) => {
    const inChat = toldInChat(chat(channel));
    expect(block(inChat)).toMatchObject({ target: [{ address: chat(channel), type }] });
    expect(findingsOf(inChat.stack)).toEqual([]);
    expect(inChat.rule.description).toMatch(new RegExp(`^${who} of pipeline-execution-failed, `));
  });

  it("takes a reference for a topic, and says in people's words which", () => {
    const stack = new BareStack();
    const target = new ExistingTopic(stack, "topic", { topicArn: reference(stack) });
    const { rule } = told({ target, events: ["manual-approval-needed"] }, stack);
    expect(findingsOf(stack)).toEqual([]);
    expect(rule.description).toBe(`the topic ${ref("var.reference")} of manual-approval-needed`);
    expect(told().rule.description).toMatch(/^the topic releases of /);
  });

  it("warns of the policy of a topic that exists, and of nothing with a channel", () => {
    expect(warningsOf(told().stack)).toEqual([
      expect.stringMatching(/^bare\/topic: .*codestar-notifications\.amazonaws\.com.*UNREACHABLE/),
    ]);
    expect(warningsOf(toldInChat(chat("slack-channel/a")).stack)).toEqual([]);
  });

  it.each(["releases", "arn:aws:sqs:eu-central-1:123456789012:releases", `${topicArn}.fifo`, ""])(
    "refuses the topic %j",
    (wrong) => {
      const stack = new BareStack();
      const target = new ExistingTopic(stack, "topic", { topicArn: wrong });
      expect(findingsOf(told({ target }, stack).stack)).toMatchObject([
        { at: "bare/topic", says: expect.stringMatching(/^topicArn is not an ARN/) },
      ]);
    },
  );

  it.each([chat("chime-webhook/a"), chat("slack-channel/"), "deployments", topicArn, ""])(
    "refuses the channel %j",
    (wrong) => {
      expect(findingsOf(toldInChat(wrong).stack)).toMatchObject([
        { at: "bare/chat", says: expect.stringMatching(/^chatConfigurationArn is not an ARN/) },
      ]);
    },
  );

  it("refuses a reference for a channel: only the ARN tells which kind it is", () => {
    const stack = new BareStack();
    const target = new ChatConfiguration(stack, "chat", { chatConfigurationArn: reference(stack) });
    expect(findingsOf(told({ target }, stack).stack)).toMatchObject([
      { says: "chatConfigurationArn is a value that only Terraform will know" },
    ]);
  });

  it.each(["", "a.b", "a/b", "a@b", "a".repeat(65)])("refuses the name %j", (ruleName) => {
    expect(findingsOf(told({ ruleName }).stack)).toMatchObject([
      { at: "bare/told", says: expect.stringMatching(/^ruleName is not a valid notification rule name/) },
    ]);
  });

  it.each(["a", "a b_c-D 9", "a".repeat(64)])("accepts the name %j", (ruleName) => {
    expect(findingsOf(told({ ruleName }).stack)).toEqual([]);
  });

  it("refuses no event, and one event twice", () => {
    expect(findingsOf(told({ events: [] }).stack)).toMatchObject([{ says: "events is empty" }]);
    const twice = ["pipeline-execution-failed", "pipeline-execution-failed"] as const;
    expect(findingsOf(told({ events: twice }).stack)).toMatchObject([
      { says: "events name an event more than once" },
    ]);
  });
});
