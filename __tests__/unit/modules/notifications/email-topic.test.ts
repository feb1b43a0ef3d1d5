import { describe, expect, it } from "vitest";
import { EmailTopic, type EmailTopicProps } from "../../../../modules/notifications/email-topic";
import { BareStack } from "../../../support/bare-stack";
import { findingsOf, warningsOf } from "../../../support/findings";
import { arn, ref } from "../../../support/ref";
import { Template } from "../../../support/template";

function withTopic(changes: Partial<EmailTopicProps> = {}): BareStack {
  const stack = new BareStack();
  new EmailTopic(stack, "news", { topicName: "app-news", emails: ["ops@example.com"], ...changes });
  return stack;
}

const subscriptionsOf = (stack: BareStack) =>
  new Template(stack).addresses.filter((address) => address.startsWith("aws_sns_topic_subscription."));

describe("a topic with e-mail subscriptions", () => {
  it("lets notification rules of its own account publish, and nobody else", () => {
    const template = new Template(withTopic());
    expect(template.at("aws_sns_topic.news")).toEqual({ name: "app-news" });
    expect(template.at("aws_sns_topic_policy.news")).toEqual({
      arn: ref("aws_sns_topic.news.arn"),
      policy: ref("data.aws_iam_policy_document.news_topic.json"),
    });
    expect(template.statements("news_topic")).toEqual([
      {
        sid: "NotificationRules",
        effect: "Allow",
        actions: ["sns:Publish"],
        resources: [arn("sns", "app-news")],
        principals: [{ type: "Service", identifiers: ["codestar-notifications.amazonaws.com"] }],
        condition: [
          {
            test: "StringEquals",
            variable: "aws:SourceAccount",
            values: [ref("data.aws_caller_identity.current.account_id")],
          },
        ],
      },
    ]);
  });

  it("subscribes each address at an address of its own", () => {
    const stack = withTopic({ emails: ["ops@example.com", "dev@example.com"], logicalId: "main" });
    expect(subscriptionsOf(stack)).toEqual([
      "aws_sns_topic_subscription.main_dev_at_example_com",
      "aws_sns_topic_subscription.main_ops_at_example_com",
    ]);
    expect(new Template(stack).at("aws_sns_topic_subscription.main_ops_at_example_com")).toEqual({
      topic_arn: ref("aws_sns_topic.main.arn"),
      protocol: "email",
      endpoint: "ops@example.com",
    });
  });

  it("keeps the addresses of its subscriptions when one is added in front", () => {
    const before = subscriptionsOf(withTopic({ emails: ["ops@example.com", "dev@example.com"] }));
    const emails = ["first+of@example.com", "ops@example.com", "dev@example.com"];
    expect(subscriptionsOf(withTopic({ emails }))).toEqual(expect.arrayContaining([...before]));
  });

  it("warns that each address must confirm", () => {
    expect(warningsOf(withTopic())).toEqual([expect.stringMatching(/^bare\/news: Each address gets a mail/)]);
  });

  it.each([
    "ops@example.com",
    "first.last+tag@mail.example.co.uk",
    "o'neil@example.museum",
    `${"a".repeat(64)}@example.com`,
    "a@b.co",
  ])("accepts the address %s", (address) => {
    expect(findingsOf(withTopic({ emails: [address] }))).toEqual([]);
  });

  it.each([
    "",
    "ops",
    "ops@example",
    "ops@",
    "@example.com",
    "ops@@example.com",
    "ops @example.com",
    ".ops@example.com",
    "o..ps@example.com",
    "ops@example..com",
    "ops@-example.com",
    "ops@example.c",
    "ops@10.0.0.1",
    "Ops <ops@example.com>",
    "ops@example.com,dev@example.com",
    "mailto:ops@example.com",
    "öps@example.com",
    `${"a".repeat(65)}@example.com`,
    `ops@${"a".repeat(64)}.com`,
    `ops@${"example.".repeat(32)}com`,
    ref("var.email"),
  ])("refuses the address %j", (address) => {
    expect(findingsOf(withTopic({ emails: ["dev@example.com", address] }))).toMatchObject([
      {
        at: "bare/news",
        says: expect.stringMatching(/^emails\[1\] is (not a valid e-mail address|a value)/),
      },
    ]);
  });

  it("refuses no address, and one address twice", () => {
    expect(findingsOf(withTopic({ emails: [] }))).toMatchObject([{ says: "emails is empty" }]);
    expect(findingsOf(withTopic({ emails: ["ops@example.com", "ops@example.com"] }))).toMatchObject([
      { says: "emails name an address more than once", got: '["ops@example.com"]' },
    ]);
  });

  it.each(["", "a.b", "a b", "news.fifo", "a".repeat(257)])("refuses the topic name %j", (topicName) => {
    expect(findingsOf(withTopic({ topicName }))).toMatchObject([
      { at: "bare/news", says: expect.stringMatching(/^topicName is not a valid topic name/) },
    ]);
  });
});
