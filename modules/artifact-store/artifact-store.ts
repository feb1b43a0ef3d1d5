import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { Construct } from "constructs";
import { arnRules } from "../aws/arn-rules";
import { nameRules } from "../aws/name-rules";
import { check } from "../findings/check";
import { invalidArn, invalidName, outOfRange } from "../findings/errors";
import { policyDocument } from "../iam/policy-document";
import type { Statement } from "../iam/statement";
import { type LogicalIdProps, setLogicalId } from "../logical-ids/logical-id";

export interface ArtifactStoreProps extends LogicalIdProps {
  /** 3 to 63 characters, unique in all of AWS (Amazon S3: General purpose bucket naming rules). */
  readonly bucket: string;
  /** Days until an artifact expires. @default 180 */
  readonly expirationDays?: number;
  /** Days until an upload that was never completed is aborted. @default 7 */
  readonly abortIncompleteMultipartUploadDays?: number;
  /** Name of the lifecycle rule, 1 to 255 characters. @default "rule-1" */
  readonly lifecycleRuleId?: string;
  /** ARN of a KMS key that encrypts the artifacts. @default AES256 with a key of AWS's */
  readonly kmsKeyArn?: string;
  /** Delete the bucket even when it holds artifacts. @default false */
  readonly forceDestroy?: boolean;
}

const lifecycleRuleId = (props: ArtifactStoreProps): string => props.lifecycleRuleId ?? "rule-1";

const days = { min: 1, max: 2_147_483_647, unit: "days", source: "Amazon S3 API: LifecycleExpiration" };

/** The bucket in which a pipeline hands artifacts from stage to stage: private, encrypted, TLS only, emptied in time. */
export class ArtifactStore extends Construct {
  readonly kmsKeyArn: string | undefined;
  private readonly bucket: S3Bucket;

  constructor(scope: Construct, id: string, props: ArtifactStoreProps) {
    super(scope, id);
    setLogicalId(this, props.logicalId);
    this.kmsKeyArn = props.kmsKeyArn;
    this.bucket = this.createBucket(props);
    this.expireArtifacts(props);
    this.encrypt();
    this.requireTls(this.blockPublicAccess());
    check(this, () => [
      ...invalidName("bucket", props.bucket, nameRules.bucket),
      ...outOfRange("expirationDays", props.expirationDays ?? 180, days),
      ...outOfRange(
        "abortIncompleteMultipartUploadDays",
        props.abortIncompleteMultipartUploadDays ?? 7,
        days,
      ),
      ...invalidName("lifecycleRuleId", lifecycleRuleId(props), nameRules.lifecycleRule),
      ...(props.kmsKeyArn === undefined ? [] : invalidArn("kmsKeyArn", props.kmsKeyArn, arnRules.kmsKey)),
    ]);
  }

  /** The bucket's name, as a reference. */
  get location(): string {
    return this.bucket.id;
  }

  /** What reads and writes artifacts (CodePipeline: Manage the CodePipeline service role). */
  readWrite(): readonly Statement[] {
    return [
      {
        actions: ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"],
        resources: [`${this.bucket.arn}/*`],
      },
      { actions: ["s3:GetBucketLocation", "s3:GetBucketVersioning"], resources: [this.bucket.arn] },
      ...(this.kmsKeyArn
        ? [
            {
              actions: [
                "kms:Decrypt",
                "kms:DescribeKey",
                "kms:Encrypt",
                "kms:GenerateDataKey*",
                "kms:ReEncrypt*",
              ],
              resources: [this.kmsKeyArn],
            },
          ]
        : []),
    ];
  }

  private createBucket({ bucket, forceDestroy }: ArtifactStoreProps): S3Bucket {
    return new S3Bucket(this, "bucket", { bucket, ...(forceDestroy ? { forceDestroy } : {}) });
  }

  private expireArtifacts(props: ArtifactStoreProps): void {
    new S3BucketLifecycleConfiguration(this, "lifecycle_configuration", {
      bucket: this.bucket.id,
      rule: [
        {
          id: lifecycleRuleId(props),
          status: "Enabled",
          // A rule without a filter is deprecated and will become an error; an empty prefix means every object.
          filter: [{ prefix: "" }],
          expiration: [{ days: props.expirationDays ?? 180 }],
          abortIncompleteMultipartUpload: [
            { daysAfterInitiation: props.abortIncompleteMultipartUploadDays ?? 7 },
          ],
        },
      ],
    });
  }

  private encrypt(): void {
    new S3BucketServerSideEncryptionConfigurationA(this, "encryption", {
      bucket: this.bucket.id,
      rule: [
        {
          applyServerSideEncryptionByDefault: this.kmsKeyArn
            ? { sseAlgorithm: "aws:kms", kmsMasterKeyId: this.kmsKeyArn }
            : { sseAlgorithm: "AES256" },
        },
      ],
    });
  }

  private blockPublicAccess(): S3BucketPublicAccessBlock {
    return new S3BucketPublicAccessBlock(this, "public_access_block", {
      bucket: this.bucket.id,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
  }

  private requireTls(publicAccessBlock: S3BucketPublicAccessBlock): void {
    const tlsOnly = policyDocument(this, "document", [
      {
        effect: "Deny",
        actions: ["s3:*"],
        resources: [this.bucket.arn, `${this.bucket.arn}/*`],
        principals: [{ type: "*", identifiers: ["*"] }],
        conditions: [{ test: "Bool", variable: "aws:SecureTransport", values: ["false"] }],
      },
    ]);
    new S3BucketPolicy(this, "policy", {
      bucket: this.bucket.id,
      policy: tlsOnly.json,
      // S3 refuses two changes of a bucket's access at the same moment.
      dependsOn: [publicAccessBlock],
    });
  }
}
