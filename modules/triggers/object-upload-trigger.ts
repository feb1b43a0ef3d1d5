import { Construct } from "constructs";
import { EventRule } from "../events/event-rule";
import type { RoleOptions } from "../iam/role";
import type { LogicalIdProps } from "../logical-ids/logical-id";
import { type StartedPipeline, startedPipeline } from "./started-pipeline";

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

export interface ObjectUploadTriggerProps extends ObjectUploadTriggerOptions, StartedPipeline {
  readonly ruleName: string;
  readonly bucketName: string;
  readonly objectKey: string;
}

/** Starts a pipeline when an object is uploaded; its bucket must send events to EventBridge (Amazon S3: Using EventBridge). */
export class ObjectUploadTrigger extends Construct {
  constructor(scope: Construct, id: string, props: ObjectUploadTriggerProps) {
    super(scope, id);
    this.createRule(props).addTarget(
      startedPipeline(props, "S3_OBJECT_VERSION_ID", "$.detail.object.version-id"),
    );
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
}
