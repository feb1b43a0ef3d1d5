import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import type { Construct } from "constructs";
import { type BucketOptions, PrivateBucket } from "../s3/private-bucket";

/** Below which folder of the bucket each release has a folder of its own. */
export const releasesFolder = "releases";

/** The bucket that holds the files of every release, each in a folder of its own, for distributions to read. */
export class SiteBucket extends PrivateBucket {
  constructor(scope: Construct, id: string, props: BucketOptions) {
    super(scope, id, props);
    this.abortUploads();
  }

  /** The name under which CloudFront reads the bucket. */
  get domainName(): string {
    return this.bucket.bucketRegionalDomainName;
  }

  /** ARN of the objects of releases. */
  get releasesArn(): string {
    return `${this.bucketArn}/${releasesFolder}/*`;
  }

  /** Lets distributions read the releases (CloudFront: Restrict access to an Amazon S3 origin). */
  letRead(distributionArns: readonly string[]): void {
    this.grant({
      sid: "CloudFront",
      actions: ["s3:GetObject"],
      resources: [this.releasesArn],
      principals: [{ type: "Service", identifiers: ["cloudfront.amazonaws.com"] }],
      // ArnLike, because a distribution that scripts make has no ARN yet.
      conditions: [{ test: "ArnLike", variable: "aws:SourceArn", values: distributionArns }],
    });
  }

  private abortUploads(): void {
    new S3BucketLifecycleConfiguration(this, "lifecycle_configuration", {
      bucket: this.location,
      rule: [
        {
          id: "abort-uploads",
          status: "Enabled",
          filter: [{ prefix: "" }],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
        },
      ],
    });
  }
}
