import { Construct } from "constructs";
import { EventRule } from "../events/event-rule";
import { warn } from "../findings/warnings";
import type { RoleOptions } from "../iam/role";
import type { LogicalIdProps } from "../logical-ids/logical-id";
import { type ImagePush, type ImagePushPatternName, imagePushPatterns } from "./image-push-pattern";
import { type StartedPipeline, startedPipeline } from "./started-pipeline";

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

export interface ImagePushTriggerProps extends ImagePushTriggerOptions, ImagePush, StartedPipeline {
  readonly ruleName: string;
}

/** Starts a pipeline when an image is pushed: the rule on ECR's event, with the pipeline as its target. */
export class ImagePushTrigger extends Construct {
  constructor(scope: Construct, id: string, props: ImagePushTriggerProps) {
    super(scope, id);
    const { pattern, digestPath } = imagePushPatterns[props.eventPattern ?? "ecr-image-action"];
    this.createRule(props, pattern(props)).addTarget(startedPipeline(props, "IMAGE_DIGEST", digestPath));
    if (props.eventPattern === "cloudtrail-put-image") warn(this, "cloudTrailPattern");
  }

  private createRule(props: ImagePushTriggerProps, eventPattern: object): EventRule {
    const { ruleName, repositoryName, imageTag, logicalId = this.node.id } = props;
    return new EventRule(this, "rule", {
      logicalId,
      ruleName,
      eventPattern,
      description: props.description ?? `Starts the pipeline when ${repositoryName}:${imageTag} is pushed`,
    });
  }
}
