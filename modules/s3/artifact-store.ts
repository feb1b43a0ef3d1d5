import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import type { Construct } from "constructs";
import { nameRules } from "../aws/name-rules";
import { check } from "../findings/check";
import { invalidName, outOfRange } from "../findings/errors";
import type { Statement } from "../iam/statement";
import { defined } from "../terraform/defined";
import { type IArtifactStore, readWriteArtifacts } from "./existing-artifact-store";
import { PrivateBucket, type PrivateBucketProps } from "./private-bucket";

export interface ArtifactStoreProps extends PrivateBucketProps {
  /** Days until an artifact expires. @default 180 */
  readonly expirationDays?: number;
  /** Days until an upload that was never completed is aborted. @default 7 */
  readonly abortIncompleteMultipartUploadDays?: number;
  /** Name of the lifecycle rule, 1 to 255 characters. @default "rule-1" */
  readonly lifecycleRuleId?: string;
}

const defaults = { expirationDays: 180, abortIncompleteMultipartUploadDays: 7, lifecycleRuleId: "rule-1" };

const days = { min: 1, max: 2_147_483_647, unit: "days", source: "Amazon S3 API: LifecycleExpiration" };

/** The bucket in which a pipeline hands artifacts from stage to stage: private, and emptied in time. */
export class ArtifactStore extends PrivateBucket implements IArtifactStore {
  constructor(scope: Construct, id: string, props: ArtifactStoreProps) {
    super(scope, id, props);
    this.expireArtifacts(props);
    check(this, () => [
      ...outOfRange("expirationDays", props.expirationDays, days),
      ...outOfRange("abortIncompleteMultipartUploadDays", props.abortIncompleteMultipartUploadDays, days),
      ...invalidName("lifecycleRuleId", props.lifecycleRuleId, nameRules.lifecycleRule),
    ]);
  }

  readWrite(): readonly Statement[] {
    return readWriteArtifacts(this);
  }

  private expireArtifacts(props: ArtifactStoreProps): void {
    const { expirationDays, abortIncompleteMultipartUploadDays, lifecycleRuleId } = { ...defaults, ...props };
    new S3BucketLifecycleConfiguration(this, "lifecycle_configuration", {
      bucket: this.bucket.id,
      rule: [
        defined({
          id: lifecycleRuleId,
          status: "Enabled",
          // A rule without a filter is deprecated and will become an error; an empty prefix means every object.
          filter: [{ prefix: "" }],
          expiration: [{ days: expirationDays }],
          // Without it a versioned bucket would keep every artifact for ever.
          noncurrentVersionExpiration: props.versioning ? [{ noncurrentDays: expirationDays }] : undefined,
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: abortIncompleteMultipartUploadDays }],
        }),
      ],
    });
  }
}
