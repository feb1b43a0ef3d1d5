import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { nameRules } from "../aws/name-rules";
import { check } from "../findings/check";
import { invalidName } from "../findings/value-errors";
import { declaredLogicalId, type LogicalIdProps, setLogicalId } from "../logical-ids/logical-id";
import { defined } from "../terraform/defined";
import type { EventRule, IEventTarget } from "./event-rule";

/** What an event is turned into before the target gets it (EventBridge: Amazon EventBridge input transformation). */
export interface InputTransformer {
  /** Names for parts of the event, as JSON paths. */
  readonly inputPaths: Readonly<Record<string, string>>;
  /** The target's input, in which `<name>` stands for a part. */
  readonly inputTemplate: string;
}

export interface EventTargetProps extends LogicalIdProps {
  /** 1 to 64 characters, unique in its rule. @default the rule's name */
  readonly targetId?: string;
  /** @default the event as it is */
  readonly inputTransformer?: InputTransformer;
}

/** How EventBridge gets at a target. */
export interface TargetAccess {
  /** The target's ARN; a reference, so that the target exists first. */
  readonly arn: string;
  /** The role that EventBridge assumes. @default none: the target itself lets EventBridge in */
  readonly roleArn?: string;
  /** What an event would be lost without. @default nothing */
  readonly dependsOn?: readonly ITerraformDependable[];
}

/** Something that an event starts: it brings the permission that EventBridge needs for it. */
export abstract class EventTarget implements IEventTarget {
  constructor(private readonly target: EventTargetProps) {}

  /** Makes what EventBridge needs to start this, below `scope`. */
  protected abstract access(scope: Construct, rule: EventRule): TargetAccess;

  /** Adds this to the targets of a rule. Its logical ID is the rule's, unless it has one of its own. */
  bind(rule: EventRule): CloudwatchEventTarget {
    const { targetId = rule.ruleName, inputTransformer, logicalId } = this.target;
    const isFirst = rule.node.tryFindChild("target") === undefined;
    const scope = new Construct(rule, isFirst ? "target" : `target_${targetId}`);
    setLogicalId(scope, logicalId ?? declaredLogicalId(rule));
    const { arn, roleArn, dependsOn } = this.access(scope, rule);
    const bound = new CloudwatchEventTarget(
      scope,
      "target",
      defined({
        rule: rule.rule.name,
        targetId,
        arn,
        roleArn,
        inputTransformer: inputTransformer && {
          inputPaths: { ...inputTransformer.inputPaths },
          inputTemplate: inputTransformer.inputTemplate,
        },
        dependsOn: dependsOn && [...dependsOn],
      }),
    );
    check(scope, () => invalidName("targetId", targetId, nameRules.eventTarget));
    return bound;
  }
}
