import { CodestarnotificationsNotificationRule } from "@cdktf/provider-aws/lib/codestarnotifications-notification-rule";
import { Construct } from "constructs";
import { nameRules } from "../aws/name-rules";
import { check } from "../findings/check";
import { duplicates, emptyList, invalidName } from "../findings/value-errors";
import { type LogicalIdProps, setLogicalId } from "../logical-ids/logical-id";
import { defined } from "../terraform/defined";
import type { INotificationTarget } from "./notification-target";
import { defaultPipelineEvents, eventTypeId, type PipelineEvent } from "./pipeline-events";

/** How much a notification says: what EventBridge gets, or more (AWS CodeStar Notifications API: CreateNotificationRule). */
export const detailTypes = ["BASIC", "FULL"] as const;

export type DetailType = (typeof detailTypes)[number];

/** What a user may choose about a rule; the rest follows from the pipeline. */
export interface NotificationRuleOptions extends LogicalIdProps {
  /** 1 to 64 characters, unique (AWS CodeStar Notifications API: CreateNotificationRule). @default `<pipeline>-notifications` */
  readonly ruleName?: string;
  /** What is told. @default a pipeline execution that failed or succeeded, and a manual approval that is needed */
  readonly events?: readonly PipelineEvent[];
  /** `FULL`: with what AWS adds to the event, such as who started the execution. @default "FULL" */
  readonly detailType?: DetailType;
}

export interface NotificationRuleProps extends NotificationRuleOptions {
  readonly ruleName: string;
  /** The pipeline's ARN as a reference, so that the pipeline exists first. */
  readonly pipelineArn: string;
  readonly target: INotificationTarget;
}

/** Tells somebody of the events of a pipeline (Developer Tools console: What are notifications?). */
export class NotificationRule extends Construct {
  private readonly events: readonly PipelineEvent[];
  private readonly target: INotificationTarget;

  constructor(scope: Construct, id: string, props: NotificationRuleProps) {
    super(scope, id);
    setLogicalId(this, props.logicalId);
    this.events = props.events ?? defaultPipelineEvents;
    this.target = props.target;
    this.createRule(props);
    check(this, () => [
      ...invalidName("ruleName", props.ruleName, nameRules.notificationRule),
      ...emptyList("events", this.events, "at least one event, or no `events` for the default"),
      ...duplicates("events", this.events, "name an event"),
    ]);
  }

  /** Who is told of what, for people. */
  get description(): string {
    return `${this.target.description} of ${this.events.join(", ")}`;
  }

  private createRule({ ruleName, pipelineArn, detailType }: NotificationRuleProps): void {
    const { targetAddress, targetType, dependsOn } = this.target;
    new CodestarnotificationsNotificationRule(
      this,
      "rule",
      defined({
        name: ruleName,
        resource: pipelineArn,
        detailType: detailType ?? "FULL",
        eventTypeIds: this.events.map(eventTypeId),
        target: [{ address: targetAddress, type: targetType }],
        dependsOn: dependsOn && [...dependsOn],
      }),
    );
  }
}
