import { cronExpression } from "../cron-expression";
import type { NameRule } from "./name-rule";

const eventsAlphabet = {
  pattern: /^[.\-_A-Za-z0-9]+$/,
  minLength: 1,
  maxLength: 64,
  alphabet: "letters, digits and . _ -",
};

/** Names of what waits for events, and of what hears of them. */
export const eventNames = {
  eventRule: {
    code: "EVENTS-RULE-NAME",
    what: "rule name",
    ...eventsAlphabet,
    source: "EventBridge API: PutRule",
  },
  eventTarget: {
    code: "EVENTS-TARGET-ID",
    what: "target ID",
    ...eventsAlphabet,
    source: "EventBridge API: Target",
  },
  notificationRule: {
    code: "NOTIFICATIONS-RULE-NAME",
    what: "notification rule name",
    pattern: /^[A-Za-z0-9_ -]+$/,
    minLength: 1,
    maxLength: 64,
    alphabet: "letters, digits, spaces and _ -",
    source: "AWS CodeStar Notifications API: CreateNotificationRule",
  },
  topic: {
    code: "SNS-TOPIC-NAME",
    what: "topic name",
    pattern: /^[A-Za-z0-9_-]+$/,
    minLength: 1,
    maxLength: 256,
    alphabet: "letters, digits and _ -",
    source: "Amazon SNS API: CreateTopic",
  },
  emailAddress: {
    code: "SNS-EMAIL-ADDRESS",
    what: "e-mail address",
    pattern:
      /^(?=[^@]{1,64}@)[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]([A-Za-z0-9-]{0,61}[A-Za-z0-9])$/,
    minLength: 6,
    maxLength: 254,
    alphabet: "one address such as team@example.com, without a name and < >",
    source: "RFC 5321: Mailbox",
  },
  logGroup: {
    code: "LOGS-GROUP-NAME",
    what: "log group name",
    pattern: /^[.\-_/#A-Za-z0-9]+$/,
    minLength: 1,
    maxLength: 512,
    alphabet: "letters, digits and . - _ / #",
    source: "CloudWatch Logs API: CreateLogGroup",
  },
  alarm: {
    code: "CLOUDWATCH-ALARM-NAME",
    what: "alarm name",
    pattern: /^(?!arn:)[\x20-\x7e]+$/,
    minLength: 1,
    maxLength: 255,
    alphabet: "ASCII characters; the alarm's name, not its ARN",
    source: "CloudWatch API: PutMetricAlarm",
  },
  cron: {
    code: "PIPELINE-CRON",
    what: "cron expression",
    pattern: cronExpression,
    minLength: 11,
    maxLength: 256,
    alphabet:
      "six or seven fields with one blank between them: seconds (always *), minutes, hours, day of month, month, day of week, year; such as * * 9-16 ? * MON-FRI",
    source: "CodePipeline: DeploymentWindow rule",
  },
  timeZone: {
    code: "PIPELINE-TIME-ZONE",
    what: "time zone",
    pattern: /^[A-Za-z0-9_+-]+(\/[A-Za-z0-9_+-]+){0,2}$/,
    minLength: 1,
    maxLength: 64,
    alphabet: "a name of the tz database, such as Asia/Tokyo",
    source: "CodePipeline: DeploymentWindow rule",
  },
  queue: {
    code: "SQS-QUEUE-NAME",
    what: "queue name",
    pattern: /^[A-Za-z0-9_-]+$/,
    minLength: 1,
    maxLength: 80,
    alphabet: "letters, digits and _ -",
    source: "Amazon SQS API: CreateQueue",
  },
  function: {
    code: "LAMBDA-FUNCTION-NAME",
    what: "function name",
    pattern: /^[A-Za-z0-9_-]+$/,
    minLength: 1,
    maxLength: 64,
    alphabet: "letters, digits and _ -",
    source: "AWS Lambda API: CreateFunction",
  },
} as const satisfies Record<string, NameRule>;
