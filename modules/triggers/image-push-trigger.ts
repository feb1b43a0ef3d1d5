import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { Construct } from "constructs";
import { nameRules } from "../aws/name-rules";
import { check } from "../findings/check";
import { invalidName, outOfRange } from "../findings/errors";
import { warn } from "../findings/warnings";
import { type RoleOptions, ServiceRole } from "../iam/service-role";
import { type LogicalIdProps, setLogicalId } from "../logical-ids/logical-id";
import { type ImagePush, type ImagePushPatternName, imagePushPatterns } from "./image-push-pattern";

/** What a user may choose about the rule; the rest follows from the source. */
export interface ImagePushTriggerOptions extends LogicalIdProps {
  /** 1 to 64 characters, unique on the event bus. @default `<pipeline>-pushed` */
  readonly ruleName?: string;
  /** @default the rule's name */
  readonly targetId?: string;
  /** @default "Starts the pipeline when <repository>:<tag> is pushed" */
  readonly description?: string;
  /** Which of AWS's two events the rule waits for. @default "ecr-image-action" */
  readonly eventPattern?: ImagePushPatternName;
  /** @default role `<pipeline>-execute` with an inline policy */
  readonly role?: RoleOptions;
  /** Logical ID of the role's elements. @default "execute" */
  readonly roleLogicalId?: string;
}

export interface ImagePushTriggerProps extends ImagePushTriggerOptions, ImagePush {
  readonly ruleName: string;
  readonly roleName: string;
  readonly pipelineArn: string;
  /** The source action whose revision the pushed digest overrides. @default none: the execution reads the tag */
  readonly overriddenAction?: string;
}

/** Starts a pipeline when an image is pushed: EventBridge rule, target, and the role that may start this pipeline only. */
export class ImagePushTrigger extends Construct {
  constructor(scope: Construct, id: string, props: ImagePushTriggerProps) {
    super(scope, id);
    setLogicalId(this, props.logicalId);
    const role = this.createRole(props);
    const rule = this.createRule(props);
    this.createTarget(props, rule, role);
    if (props.eventPattern === "cloudtrail-put-image") warn(this, "cloudTrailPattern");
    check(this, () => [
      ...invalidName("ruleName", props.ruleName, nameRules.eventRule),
      ...invalidName("targetId", props.targetId ?? props.ruleName, nameRules.eventTarget),
      ...outOfRange("description length", props.description?.length ?? 0, {
        min: 0,
        max: 512,
        unit: "characters",
        source: "EventBridge API: PutRule",
      }),
    ]);
  }

  private createRole(props: ImagePushTriggerProps): ServiceRole {
    const role = new ServiceRole(this, "role", {
      logicalId: props.roleLogicalId ?? "execute",
      service: "events.amazonaws.com",
      ...props.role,
      roleName: props.roleName,
    });
    role.allow({ actions: ["codepipeline:StartPipelineExecution"], resources: [props.pipelineArn] });
    return role;
  }

  private createRule(props: ImagePushTriggerProps): CloudwatchEventRule {
    const { pattern } = imagePushPatterns[props.eventPattern ?? "ecr-image-action"];
    return new CloudwatchEventRule(this, "rule", {
      name: props.ruleName,
      description:
        props.description ?? `Starts the pipeline when ${props.repositoryName}:${props.imageTag} is pushed`,
      eventPattern: JSON.stringify(pattern(props)),
    });
  }

  private createTarget(props: ImagePushTriggerProps, rule: CloudwatchEventRule, role: ServiceRole): void {
    const { overriddenAction } = props;
    new CloudwatchEventTarget(this, "target", {
      rule: rule.name,
      targetId: props.targetId ?? props.ruleName,
      arn: props.pipelineArn,
      roleArn: role.arn,
      // An event that is delivered before the role may start the pipeline is lost.
      dependsOn: [role.permissions],
      ...(overriddenAction === undefined
        ? {}
        : { inputTransformer: digestOverride(overriddenAction, props.eventPattern ?? "ecr-image-action") }),
    });
  }
}

// The input of StartPipelineExecution (CodePipeline: Amazon ECR source actions and EventBridge; API: SourceRevisionOverride).
function digestOverride(actionName: string, eventPattern: ImagePushPatternName) {
  return {
    inputPaths: { revisionValue: imagePushPatterns[eventPattern].digestPath },
    inputTemplate: JSON.stringify({
      sourceRevisions: [{ actionName, revisionType: "IMAGE_DIGEST", revisionValue: "<revisionValue>" }],
    }),
  };
}
