import { Construct } from "constructs";
import { EventRule } from "../events/event-rule";
import { PipelineTarget } from "../events/targets/pipeline-target";
import { warn } from "../findings/warnings";
import type { RoleOptions } from "../iam/role";
import type { LogicalIdProps } from "../logical-ids/logical-id";
import { defined } from "../terraform/defined";
import { type ImagePush, type ImagePushPatternName, imagePushPatterns } from "./image-push-pattern";
import { sourceRevision } from "./source-revision";

/** What a user may choose about the rule; the rest follows from the source. */
export interface ImagePushTriggerOptions extends LogicalIdProps {
  /** 1 to 64 characters, unique on the event bus. @default `<pipeline>-pushed` */
  readonly ruleName?: string;
  /** ID of the rule's target, 1 to 64 characters. @default the rule's name */
  readonly targetId?: string;
  /**
   * What EventBridge says of the rule, at most 512 characters.
   * @default "Starts the pipeline when <repository>:<tag> is pushed"
   */
  readonly description?: string;
  /** Which of AWS's two events the rule waits for. @default "ecr-image-action" */
  readonly eventPattern?: ImagePushPatternName;
  /** The role with which EventBridge starts the pipeline. @default role `<pipeline>-execute` with an inline policy */
  readonly role?: RoleOptions;
  /** Logical ID of the role's elements. @default "execute" */
  readonly roleLogicalId?: string;
}

export interface ImagePushTriggerProps extends ImagePushTriggerOptions, ImagePush {
  readonly ruleName: string;
  /** The pipeline's ARN, made of its name. */
  readonly pipelineArn: string;
  /** The pipeline's ARN as a reference, so that the pipeline exists first. */
  readonly arn: string;
  /** The source action whose revision the pushed digest overrides. @default none: the execution reads the tag */
  readonly overriddenAction?: string;
}

/** Starts a pipeline when an image is pushed: the rule on ECR's event, with the pipeline as its target. */
export class ImagePushTrigger extends Construct {
  constructor(scope: Construct, id: string, props: ImagePushTriggerProps) {
    super(scope, id);
    this.createRule(props).addTarget(this.startPipeline(props));
    if (props.eventPattern === "cloudtrail-put-image") warn(this, "cloudTrailPattern");
  }

  private createRule(props: ImagePushTriggerProps): EventRule {
    const { ruleName, repositoryName, imageTag, logicalId = this.node.id } = props;
    const { pattern } = imagePushPatterns[props.eventPattern ?? "ecr-image-action"];
    return new EventRule(this, "rule", {
      logicalId,
      ruleName,
      eventPattern: pattern(props),
      description: props.description ?? `Starts the pipeline when ${repositoryName}:${imageTag} is pushed`,
    });
  }

  private startPipeline(props: ImagePushTriggerProps): PipelineTarget {
    const { pipelineArn, arn, targetId, role, roleLogicalId, overriddenAction } = props;
    return new PipelineTarget(
      defined({
        pipelineArn,
        arn,
        targetId,
        role,
        roleLogicalId,
        inputTransformer: overriddenAction === undefined ? undefined : digestOf(overriddenAction, props),
      }),
    );
  }
}

const digestOf = (actionName: string, { eventPattern = "ecr-image-action" }: ImagePushTriggerOptions) =>
  sourceRevision(actionName, "IMAGE_DIGEST", imagePushPatterns[eventPattern].digestPath);
