import { Construct } from "constructs";
import { ChatConfiguration } from "../modules/notifications/chat-configuration";
import { EmailTopic } from "../modules/notifications/email-topic";
import { ExistingTopic } from "../modules/notifications/existing-topic";
import { NotificationRule } from "../modules/notifications/notification-rule";
import type { INotificationTarget } from "../modules/notifications/notification-target";
import type { Pipeline } from "../modules/pipeline/pipeline";
import { defined } from "../modules/terraform/defined";
import type { NotificationSettings } from "../settings/schema/notifications";

interface Notified {
  readonly pipeline: Pipeline;
  readonly logicalId: string;
}

/** The rule that settings ask for, with who hears of the pipeline's events. */
export function notifications(
  scope: Construct,
  settings: NotificationSettings,
  { pipeline, logicalId }: Notified,
): NotificationRule {
  const name = `${pipeline.pipelineName}-notifications`;
  const { ruleName = name, events, detailType } = settings;
  const own = settings.logicalId ?? logicalId;
  const below = new Construct(scope, "notifications");
  return new NotificationRule(
    below,
    "rule",
    defined({
      ruleName,
      events,
      detailType,
      logicalId: own,
      pipelineArn: pipeline.resource.arn,
      target: targetOf(below, settings, name, own),
    }),
  );
}

function targetOf(
  scope: Construct,
  settings: NotificationSettings,
  name: string,
  logicalId: string,
): INotificationTarget {
  if ("topicArn" in settings) return new ExistingTopic(scope, "topic", { topicArn: settings.topicArn });
  if ("chatConfigurationArn" in settings) {
    return new ChatConfiguration(scope, "chat", { chatConfigurationArn: settings.chatConfigurationArn });
  }
  const { emails, topicName = name } = settings;
  return new EmailTopic(scope, "topic", { topicName, emails, logicalId });
}
