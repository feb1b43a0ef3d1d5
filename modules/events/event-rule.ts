import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { nameRules } from "../aws/name-rules";
import { check } from "../findings/check";
import { longEventPattern } from "../findings/event-errors";
import { invalidName, outOfRange } from "../findings/value-errors";
import { type LogicalIdProps, setLogicalId } from "../logical-ids/logical-id";
import { defined } from "../terraform/defined";

export interface EventRuleProps extends LogicalIdProps {
  /** 1 to 64 characters, unique on the event bus (EventBridge API: PutRule). */
  readonly ruleName: string;
  /** Which events the rule waits for (EventBridge: Event patterns). */
  readonly eventPattern: object;
  /** At most 512 characters. @default none */
  readonly description?: string;
}

/** What a rule needs to know of something that it starts. */
export interface IEventTarget {
  /** Adds this to the rule's targets, with what EventBridge needs to start it. */
  bind(rule: EventRule): ITerraformDependable;
}

/** An EventBridge rule: which events to wait for. What they start is a matter of its targets. */
export class EventRule extends Construct {
  readonly ruleName: string;
  readonly rule: CloudwatchEventRule;
  private readonly bound: ITerraformDependable[] = [];

  constructor(scope: Construct, id: string, props: EventRuleProps) {
    super(scope, id);
    setLogicalId(this, props.logicalId);
    this.ruleName = props.ruleName;
    this.rule = this.createRule(props);
    check(this, () => [
      ...invalidName("ruleName", props.ruleName, nameRules.eventRule),
      ...longEventPattern(JSON.stringify(props.eventPattern)),
      ...outOfRange("description length", props.description?.length, {
        min: 0,
        max: 512,
        unit: "characters",
        source: "EventBridge API: PutRule",
      }),
    ]);
  }

  /** Lets the rule's events start something, at most five things (EventBridge: Quotas). */
  addTarget(target: IEventTarget): this {
    this.bound.push(target.bind(this));
    return this;
  }

  /** What events would be lost without. */
  get targets(): readonly ITerraformDependable[] {
    return this.bound;
  }

  private createRule({ ruleName, description, eventPattern }: EventRuleProps): CloudwatchEventRule {
    return new CloudwatchEventRule(
      this,
      "rule",
      defined({ name: ruleName, description, eventPattern: JSON.stringify(eventPattern) }),
    );
  }
}
