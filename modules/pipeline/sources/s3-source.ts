import { nameRules } from "../../aws/name-rules";
import type { Finding } from "../../findings/finding";
import { invalidName } from "../../findings/value-errors";
import type { ISourceBucket } from "../../s3/source-bucket";
import { defined } from "../../terraform/defined";
import { ObjectUploadTrigger, type ObjectUploadTriggerOptions } from "../../triggers/object-upload-trigger";
import { type ActionHost, type ActionProps, SourceAction, type StartedBy } from "../action";
import { Artifact } from "../artifact";
import { logicalIdPrefix, namePrefix } from "./name-prefix";

export interface S3SourceProps extends ActionProps {
  /** The bucket, which keeps versions of its objects. */
  readonly bucket: ISourceBucket;
  /** Key of the object, a zip: what reads the artifact unpacks it. 1 to 1024 characters. */
  readonly objectKey: string;
  /** The rule that starts the pipeline when the object is uploaded, or `none`. @default "none" */
  readonly trigger?: ObjectUploadTriggerOptions | "none";
  /** @default an artifact with the action's name */
  readonly output?: Artifact;
}

/** An object in S3 as the source (CodePipeline: Amazon S3 source action reference). */
export class S3Source extends SourceAction {
  readonly type = {
    category: "Source",
    owner: "AWS",
    provider: "S3",
    bounds: { minInputs: 0, maxInputs: 0, minOutputs: 1, maxOutputs: 1 },
  } as const;
  readonly output: Artifact;

  constructor(private readonly props: S3SourceProps) {
    const output = props.output ?? new Artifact(props.actionName);
    super(props, [], [output]);
    this.output = output;
  }

  get target(): string {
    return `${this.props.bucket.bucketName}/${this.props.objectKey} in S3`;
  }

  bind(host: ActionHost) {
    const { bucket, objectKey } = this.props;
    host.allow(
      {
        actions: ["s3:GetObject", "s3:GetObjectVersion"],
        resources: [`${bucket.bucketArn}/${objectKey}`],
      },
      { actions: ["s3:GetBucketLocation", "s3:GetBucketVersioning"], resources: [bucket.bucketArn] },
      ...(bucket.kmsKeyArn ? [{ actions: ["kms:Decrypt"], resources: [bucket.kmsKeyArn] }] : []),
    );
    this.createTrigger(host);
    return { S3Bucket: bucket.location, S3ObjectKey: objectKey, PollForSourceChanges: "false" };
  }

  findings(): readonly Finding[] {
    return invalidName("objectKey", this.props.objectKey, nameRules.objectKey);
  }

  startedBy(): StartedBy {
    const { bucket, objectKey, trigger = "none" } = this.props;
    return trigger === "none"
      ? { kind: "none", description: "nothing in this project" }
      : { kind: "event", description: `an upload of ${bucket.bucketName}/${objectKey} to S3` };
  }

  private createTrigger(host: ActionHost): void {
    const { bucket, objectKey, trigger = "none", actionName } = this.props;
    if (trigger === "none") return;
    bucket.sendEvents();
    const own = namePrefix(actionName);
    new ObjectUploadTrigger(
      host.scope,
      "uploaded",
      defined({
        ruleName: `${host.pipelineName}-${own}uploaded`.replaceAll("@", "-"),
        logicalId: `${logicalIdPrefix(actionName)}uploaded`,
        roleLogicalId: `${logicalIdPrefix(actionName)}upload_execute`,
        ...trigger,
        role: { roleName: `${host.pipelineName}-${own}upload`, ...trigger.role },
        bucketName: bucket.bucketName,
        objectKey,
        pipelineArn: host.pipelineArn,
        arn: host.pipeline.arn,
        overriddenAction: host.pipelineType === "V2" ? actionName : undefined,
      }),
    );
  }
}
