import { Construct } from "constructs";
import { arnRules } from "../aws/arn-rules";
import { check } from "../findings/check";
import { invalidArn } from "../findings/value-errors";
import { warn } from "../findings/warnings";
import { resolved } from "../terraform/resolved";
import type { INotificationTarget } from "./notification-target";

export interface ExistingTopicProps {
  /** ARN of an SNS topic in the pipeline's Region (Developer Tools console: Configure Amazon SNS topics for notifications). */
  readonly topicArn: string;
}

/** A topic that exists outside this project, with a policy of its own. */
export class ExistingTopic extends Construct implements INotificationTarget {
  readonly targetType = "SNS";
  readonly targetAddress: string;

  constructor(scope: Construct, id: string, { topicArn }: ExistingTopicProps) {
    super(scope, id);
    this.targetAddress = topicArn;
    warn(this, "policyOfTopic");
    check(this, () => invalidArn("topicArn", topicArn, arnRules.topic));
  }

  get description(): string {
    return `the topic ${resolved(this, this.targetAddress).split(":").at(-1)}`;
  }
}
