import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import { check } from "../findings/check";
import { outOfRange } from "../findings/value-errors";
import { type BucketOptions, PrivateBucket } from "../s3/private-bucket";

export interface AccessLogBucketProps extends BucketOptions {
  /** Days until a log file expires. @default 90 */
  readonly expirationDays?: number;
}

/** A private bucket that CloudFront may write access logs to: it does so by an ACL (CloudFront: Access logs, standard logs). */
export class AccessLogBucket extends PrivateBucket {
  /** What CloudFront must find before it logs. */
  readonly takesAcls: ITerraformDependable;

  constructor(scope: Construct, id: string, { expirationDays = 90, ...props }: AccessLogBucketProps) {
    super(scope, id, props);
    this.takesAcls = this.takeAcls();
    this.expireLogs(expirationDays);
    check(this, () =>
      outOfRange("expirationDays", expirationDays, {
        min: 1,
        max: 2_147_483_647,
        unit: "days",
        source: "Amazon S3 API: LifecycleExpiration",
      }),
    );
  }

  /** The name under which CloudFront writes to the bucket. */
  get domainName(): string {
    return this.bucket.bucketDomainName;
  }

  private takeAcls(): ITerraformDependable {
    return new S3BucketOwnershipControls(this, "ownership_controls", {
      bucket: this.location,
      rule: { objectOwnership: "BucketOwnerPreferred" },
    });
  }

  private expireLogs(days: number): void {
    new S3BucketLifecycleConfiguration(this, "lifecycle_configuration", {
      bucket: this.location,
      rule: [
        {
          id: "expire-logs",
          status: "Enabled",
          filter: [{ prefix: "" }],
          expiration: [{ days }],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
        },
      ],
    });
  }
}
