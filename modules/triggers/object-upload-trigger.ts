import { Construct } from "constructs";
import { EventRule } from "../events/event-rule";
import { PipelineTarget } from "../events/targets/pipeline-target";
import type { RoleOptions } from "../iam/role";
import type { LogicalIdProps } from "../logical-ids/logical-id";
import { defined } from "../terraform/defined";
import { sourceRevision } from "./source-revision";

/** What a user may choose about the rule; the rest follows from the source. */
export interface ObjectUploadTriggerOptions extends LogicalIdProps {
  /** 1 to 64 characters, unique on the event bus. @default `<pipeline>-<action>-uploaded` */
  readonly ruleName?: string;
  /** ID of the rule's target, 1 to 64 characters. @default the rule's name */
  readonly targetId?: string;
  /** What EventBridge says of the rule, at most 512 characters. @default "Starts the pipeline when <bucket>/<key> is uploaded" */
  readonly description?: string;
  /** The role with which EventBridge starts the pipeline. @default role `<pipeline>-<action>-upload` with an inline policy */
  readonly role?: RoleOptions;
  /** Logical ID of the role's elements. @default `<action>_upload_execute` */
  readonly roleLogicalId?: string;
}

export interface ObjectUploadTriggerProps extends ObjectUploadTriggerOptions {
  readonly ruleName: string;
  readonly bucketName: string;
  readonly objectKey: string;
  /** The pipeline's ARN, made of its name. */
  readonly pipelineArn: string;
  /** The pipeline's ARN as a reference, so that the pipeline exists first. */
  readonly arn: string;
  /** The source action whose revision the uploaded version overrides. @default none: the execution reads the newest */
  readonly overriddenAction?: string;
}

/** Starts a pipeline when an object is uploaded; its bucket must send events to EventBridge (Amazon S3: Using EventBridge). */
export class ObjectUploadTrigger extends Construct {
  constructor(scope: Construct, id: string, props: ObjectUploadTriggerProps) {
    super(scope, id);
    this.createRule(props).addTarget(this.startPipeline(props));
  }

  private createRule(props: ObjectUploadTriggerProps): EventRule {
    const { ruleName, bucketName, objectKey, logicalId = this.node.id } = props;
    return new EventRule(this, "rule", {
      logicalId,
      ruleName,
      eventPattern: {
        source: ["aws.s3"],
        "detail-type": ["Object Created"],
        detail: { bucket: { name: [bucketName] }, object: { key: [objectKey] } },
      },
      description: props.description ?? `Starts the pipeline when ${bucketName}/${objectKey} is uploaded`,
    });
  }

  private startPipeline(props: ObjectUploadTriggerProps): PipelineTarget {
    const { pipelineArn, arn, targetId, role, roleLogicalId, overriddenAction } = props;
    return new PipelineTarget(
      defined({
        pipelineArn,
        arn,
        targetId,
        role,
        roleLogicalId,
        inputTransformer:
          overriddenAction === undefined
            ? undefined
            : sourceRevision(overriddenAction, "S3_OBJECT_VERSION_ID", "$.detail.object.version-id"),
      }),
    );
  }
}
