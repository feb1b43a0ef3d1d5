import { describe, expect, it } from "vitest";
import { ecrPushToEcs, named } from "../../support/minimal-entries";
import { problems, type Refused, reported } from "../../support/problems";

const emails = ["ops@example.com"];
const told = (notifications: object, changes: object = {}) => ({ ...ecrPushToEcs(changes), notifications });
const codes = (entry: object) => problems([entry]).map((problem) => /code +(\S+)/.exec(problem)?.[1]);

const refused: readonly Refused[] = [
  ["a topic's name for its ARN", told({ topicArn: "news" }), "two/notifications/topic · topicArn", "news"],
  [
    "a channel's name for its ARN",
    told({ chatConfigurationArn: "#ops" }),
    "two/notifications/chat · chatConfigurationArn",
    "#ops",
  ],
  ["an address without @", told({ emails: ["ops"] }), "two/notifications/topic · emails[0]", "ops"],
  ["no address", told({ emails: [] }), "two/notifications/topic · emails", []],
  [
    "a topic of messages in order",
    told({ emails, topicName: "a.fifo" }),
    "two/notifications/topic · topicName",
    "a.fifo",
  ],
  ["a rule with a dot", told({ emails, ruleName: "a.b" }), "two/notifications/rule · ruleName", "a.b"],
  ["no event", told({ emails, events: [] }), "two/notifications/rule · events", []],
  [
    "an event with AWS's prefix",
    told({ emails, events: ["codepipeline-pipeline-pipeline-execution-failed"] }),
    "stacks[0].notifications.events[0]",
    "codepipeline-pipeline-pipeline-execution-failed",
  ],
  ["an unknown detail", told({ emails, detailType: "ALL" }), "stacks[0].notifications.detailType", "ALL"],
  [
    "one address that is no list",
    told({ emails: "ops@example.com" }),
    "stacks[0].notifications.emails",
    "ops@example.com",
  ],
  [
    "a topic of another Region",
    told({ topicArn: "arn:aws:sns:us-east-1:123456789012:news" }),
    "stacks[0].notifications.topicArn",
    "arn:aws:sns:us-east-1:123456789012:news",
  ],
  [
    "a channel of another partition",
    told({ chatConfigurationArn: "arn:aws-cn:chatbot::123456789012:chat-configuration/slack-channel/a" }),
    "stacks[0].notifications.chatConfigurationArn",
    "arn:aws-cn:chatbot::123456789012:chat-configuration/slack-channel/a",
  ],
  [
    "two who are told",
    told({ emails, topicArn: "arn" }),
    "stacks[0].notifications",
    { emails, topicArn: "arn" },
  ],
  ["nobody who is told", told({}), "stacks[0].notifications", {}],
  [
    "a name beside the ARN of a topic",
    told({ topicArn: "a", topicName: "b" }),
    "stacks[0].notifications",
    { topicArn: "a", topicName: "b" },
  ],
];

describe("the report", () => {
  it.each(refused)("names %s, its value, what is allowed, and the entry", (_, entry, place, got) => {
    expect(reported(entry, place, got)).toEqual({
      allowed: true,
      change: 'settings/stacks.ts, entry [0], stack "two"',
    });
  });

  it("finds all that is wrong with notifications at once", () => {
    const wrong = told({
      emails: ["ops", "a@b.co", "a@b.co"],
      topicName: "a b",
      ruleName: "a/b",
      events: [],
    });
    expect(codes(wrong).toSorted()).toEqual([
      "LIST-DUPLICATE",
      "LIST-EMPTY",
      "NOTIFICATIONS-RULE-NAME",
      "SNS-EMAIL-ADDRESS",
      "SNS-TOPIC-NAME",
    ]);
  });

  it("names the entry's name where the rule's name is made of it and becomes too long", () => {
    const name = "a".repeat(52);
    const [problem, ...others] = problems([
      told({ emails }, { name, artifactStore: { bucket: "app-artifacts" } }),
    ]);
    expect(others).toEqual([]);
    expect(problem).toMatch(/^stacks\[0\]\.name /);
    expect(problem).toMatch(/ruleName 1 to 64 characters.*CreateNotificationRule/);
  });

  it("takes the ARN of a topic of another Region in a variable of a build for a text", () => {
    const environmentVariables = { TOPIC: "arn:aws:sns:us-east-1:123456789012:news" };
    expect(codes(told({ emails }, { build: { environmentVariables } }))).toEqual([]);
  });

  it.each([
    [
      "rule",
      { topicArn: "arn:aws:sns:eu-central-1:123456789012:news", ruleName: "shared" },
      "notification rule",
    ],
    ["topic", { emails, topicName: "shared" }, "topic"],
  ])("refuses two entries one %s", (_, notifications, what) => {
    const one = told(notifications, named("one"));
    const two = told(notifications, named("two"));
    const [problem, ...others] = problems([one, two]);
    expect(others).toEqual([]);
    expect(problem).toMatch(/^stacks\[1\]\.notifications\.(rule|topic)Name gives a name that stacks\[0\]/);
    expect(problem).toContain(what);
  });
});
