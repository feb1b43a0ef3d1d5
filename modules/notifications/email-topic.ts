import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { Construct } from "constructs";
import { accountIdOf, arnOf } from "../aws/current";
import { nameRules } from "../aws/name-rules";
import { check } from "../findings/check";
import { duplicates, emptyList, invalidName } from "../findings/value-errors";
import { warn } from "../findings/warnings";
import { policyDocument } from "../iam/policy-document";
import type { Statement } from "../iam/statement";
import { type LogicalIdProps, setLogicalId } from "../logical-ids/logical-id";
import type { INotificationTarget } from "./notification-target";
import { subscriptionLogicalId } from "./subscription-logical-id";

export interface EmailTopicProps extends LogicalIdProps {
  /** 1 to 256 characters, unique in the Region (Amazon SNS API: CreateTopic). */
  readonly topicName: string;
  /** At least one address; each must confirm its subscription. */
  readonly emails: readonly string[];
}

/** An SNS topic that notification rules of this account may publish to, and that sends each message to e-mail addresses. */
export class EmailTopic extends Construct implements INotificationTarget {
  readonly targetType = "SNS";
  readonly description: string;
  readonly dependsOn: readonly SnsTopicPolicy[];
  private readonly topic: SnsTopic;

  constructor(scope: Construct, id: string, props: EmailTopicProps) {
    super(scope, id);
    const { topicName, emails, logicalId = id } = props;
    setLogicalId(this, logicalId);
    this.description = emails.join(", ");
    this.topic = new SnsTopic(this, "topic", { name: topicName });
    this.dependsOn = [this.letRulesPublish(topicName, logicalId)];
    // A repeated address is a finding, and must not stop the synth here.
    for (const address of new Set(emails)) this.subscribe(address, logicalId);
    warn(this, "unconfirmedEmail");
    check(this, () => [
      ...invalidName("topicName", topicName, nameRules.topic),
      ...emptyList("emails", emails, "at least one e-mail address"),
      ...duplicates("emails", emails, "name an address"),
      ...emails.flatMap((address, index) => invalidName(`emails[${index}]`, address, nameRules.emailAddress)),
    ]);
  }

  get targetAddress(): string {
    return this.topic.arn;
  }

  private letRulesPublish(topicName: string, logicalId: string): SnsTopicPolicy {
    const scope = new Construct(this, "document");
    setLogicalId(scope, `${logicalId}_topic`);
    const policy = policyDocument(scope, "document", [this.publish(topicName)]).json;
    return new SnsTopicPolicy(this, "policy", { arn: this.topic.arn, policy });
  }

  // Developer Tools console: Configure Amazon SNS topics for notifications; Troubleshooting, topic policy.
  private publish(topicName: string): Statement {
    return {
      sid: "NotificationRules",
      actions: ["sns:Publish"],
      resources: [arnOf(this, "sns", topicName)],
      principals: [{ type: "Service", identifiers: ["codestar-notifications.amazonaws.com"] }],
      conditions: [{ test: "StringEquals", variable: "aws:SourceAccount", values: [accountIdOf(this)] }],
    };
  }

  private subscribe(address: string, topicLogicalId: string): void {
    const logicalId = subscriptionLogicalId(topicLogicalId, address);
    const scope = new Construct(this, logicalId);
    setLogicalId(scope);
    new SnsTopicSubscription(scope, "subscription", {
      topicArn: this.topic.arn,
      protocol: "email",
      endpoint: address,
    });
  }
}
