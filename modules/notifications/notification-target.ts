import type { ITerraformDependable } from "cdktf";

/** Who hears of a pipeline's events. */
export interface INotificationTarget {
  /** The kind of target (AWS CodeStar Notifications API: Target). */
  readonly targetType: "SNS" | "AWSChatbotSlack" | "AWSChatbotMicrosoftTeams";
  /** The target's ARN. */
  readonly targetAddress: string;
  /** Who that is, for people. */
  readonly description: string;
  /** What AWS would take the target for unreachable without. @default nothing */
  readonly dependsOn?: readonly ITerraformDependable[];
}
