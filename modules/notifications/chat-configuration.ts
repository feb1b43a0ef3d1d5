import { Construct } from "constructs";
import { arnRules } from "../aws/arn-rules";
import { check } from "../findings/check";
import { invalidArn, unresolvedToken } from "../findings/value-errors";
import type { INotificationTarget } from "./notification-target";

export interface ChatConfigurationProps {
  /** ARN of a channel's configuration, for Slack or Microsoft Teams, as a literal: it tells the kind of target. */
  readonly chatConfigurationArn: string;
}

/** A channel that is configured outside this project, in Amazon Q Developer in chat applications. */
export class ChatConfiguration extends Construct implements INotificationTarget {
  readonly targetType: "AWSChatbotSlack" | "AWSChatbotMicrosoftTeams";
  readonly targetAddress: string;
  readonly description: string;

  constructor(scope: Construct, id: string, { chatConfigurationArn }: ChatConfigurationProps) {
    super(scope, id);
    const isTeams = chatConfigurationArn.includes("/microsoft-teams-channel/");
    this.targetType = isTeams ? "AWSChatbotMicrosoftTeams" : "AWSChatbotSlack";
    this.targetAddress = chatConfigurationArn;
    this.description = `the ${isTeams ? "Microsoft Teams" : "Slack"} channel ${chatConfigurationArn.split("/").at(-1)}`;
    check(this, () => [
      ...unresolvedToken("chatConfigurationArn", chatConfigurationArn),
      ...invalidArn("chatConfigurationArn", chatConfigurationArn, arnRules.chatConfiguration),
    ]);
  }
}
