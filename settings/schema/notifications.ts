import { z } from "zod/mini";
import type { ChatConfigurationProps } from "../../modules/notifications/chat-configuration";
import type { ExistingTopicProps } from "../../modules/notifications/existing-topic";
import { detailTypes, type NotificationRuleOptions } from "../../modules/notifications/notification-rule";
import { pipelineEvents } from "../../modules/notifications/pipeline-events";
import { either, optional, strict, string, strings } from "./types";

/** What is told, and the name of the rule that tells it. */
export interface NotificationRuleSettings extends NotificationRuleOptions {
  /** Logical ID of the rule's elements. Keep it once deployed. @default the entry's `logicalId` */
  readonly logicalId?: string;
}

/** A topic that exists, and whose policy lets `codestar-notifications.amazonaws.com` publish. */
export interface TopicNotifications extends NotificationRuleSettings, ExistingTopicProps {}

/** A channel of Slack or Microsoft Teams that is configured in Amazon Q Developer in chat applications. */
export interface ChatNotifications extends NotificationRuleSettings, ChatConfigurationProps {}

/** A topic to make, with a subscription for each address. */
export interface EmailNotifications extends NotificationRuleSettings {
  /** At least one address; each must confirm its subscription. */
  readonly emails: readonly string[];
  /** 1 to 256 characters, unique in the Region (Amazon SNS API: CreateTopic). @default `<pipeline>-notifications` */
  readonly topicName?: string;
}

/** Who hears of what happens to the pipeline. */
export type NotificationSettings = TopicNotifications | ChatNotifications | EmailNotifications;

const options = {
  ruleName: optional(string),
  events: optional(z.readonly(z.array(z.enum(pipelineEvents)))),
  detailType: optional(z.enum(detailTypes)),
  logicalId: optional(string),
};

export const notificationsSchema = either<NotificationSettings>(
  "{ topicArn: ARN of an SNS topic }, { chatConfigurationArn: ARN of a channel's configuration } or { emails: [address, …] }",
  [
    strict<TopicNotifications>()({ topicArn: string, ...options }),
    strict<ChatNotifications>()({ chatConfigurationArn: string, ...options }),
    strict<EmailNotifications>()({ emails: strings, topicName: optional(string), ...options }),
  ],
);
