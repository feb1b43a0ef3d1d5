import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLoggingA } from "@cdktf/provider-aws/lib/s3-bucket-logging";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { arnRules } from "../aws/arn-rules";
import { bucketArnOf } from "../aws/current";
import { nameRules } from "../aws/name-rules";
import { check } from "../findings/check";
import { invalidArn, invalidName } from "../findings/value-errors";
import { LatePolicyDocument } from "../iam/late-policy-document";
import type { Statement } from "../iam/statement";
import { type LogicalIdProps, setLogicalId } from "../logical-ids/logical-id";
import { defined } from "../terraform/defined";

/** What a user may choose about a bucket, whatever it is for and whoever encrypts it. */
export interface BucketOptions extends LogicalIdProps {
  /** 3 to 63 characters, unique in all of AWS (Amazon S3: General purpose bucket naming rules). */
  readonly bucket: string;
  /** Name of a bucket that gets this one's access log, under the prefix `<bucket>/`. @default none */
  readonly accessLogBucket?: string;
  /** Delete the bucket even when it holds objects. @default false */
  readonly forceDestroy?: boolean;
}

/** What a user may choose about a private bucket, whatever it is for. */
export interface PrivateBucketOptions extends BucketOptions {
  /** ARN of a KMS key that encrypts the objects. @default AES256 with a key of AWS's */
  readonly kmsKeyArn?: string;
}

export interface PrivateBucketProps extends PrivateBucketOptions {
  /** Keep earlier versions of every object. @default false */
  readonly versioning?: boolean;
}

/** A bucket that nobody outside the account reaches: no public access, encrypted, TLS only. */
export class PrivateBucket extends Construct {
  /** The name as a literal. */
  readonly bucketName: string;
  readonly bucketArn: string;
  readonly kmsKeyArn: string | undefined;
  /** What an object that is put in must find set: its encryption, and whether versions are kept. */
  readonly settled: readonly ITerraformDependable[];
  protected readonly bucket: S3Bucket;
  private readonly granted: Statement[] = [];

  constructor(scope: Construct, id: string, props: PrivateBucketProps) {
    super(scope, id);
    setLogicalId(this, props.logicalId);
    this.kmsKeyArn = props.kmsKeyArn;
    this.bucketName = props.bucket;
    this.bucketArn = bucketArnOf(this, props.bucket);
    this.bucket = this.createBucket(props);
    this.settled = [this.encrypt(), ...this.keepVersions(props)];
    this.logAccess(props);
    this.createPolicy(this.blockPublicAccess());
    check(this, () => [
      ...invalidName("bucket", props.bucket, nameRules.bucket),
      ...invalidName("accessLogBucket", props.accessLogBucket, nameRules.bucket),
      ...invalidArn("kmsKeyArn", props.kmsKeyArn, arnRules.kmsKey),
    ]);
  }

  /** The bucket's name, as a reference. */
  get location(): string {
    return this.bucket.id;
  }

  /** Adds statements to the bucket's policy, such as a distribution's read. */
  grant(...statements: readonly Statement[]): void {
    this.granted.push(...statements);
  }

  private createBucket({ bucket, forceDestroy }: PrivateBucketProps): S3Bucket {
    return new S3Bucket(this, "bucket", defined({ bucket, forceDestroy: forceDestroy || undefined }));
  }

  private encrypt(): ITerraformDependable {
    return new S3BucketServerSideEncryptionConfigurationA(this, "encryption", {
      bucket: this.bucket.id,
      rule: [
        this.kmsKeyArn
          ? {
              applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: this.kmsKeyArn },
              // One data key for many objects: fewer calls to KMS, which are paid for.
              bucketKeyEnabled: true,
            }
          : { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } },
      ],
    });
  }

  private keepVersions({ versioning = false }: PrivateBucketProps): readonly ITerraformDependable[] {
    if (!versioning) return [];
    return [
      new S3BucketVersioningA(this, "versioning", {
        bucket: this.bucket.id,
        versioningConfiguration: { status: "Enabled" },
      }),
    ];
  }

  private logAccess({ bucket, accessLogBucket }: PrivateBucketProps): void {
    if (accessLogBucket === undefined) return;
    new S3BucketLoggingA(this, "logging", {
      bucket: this.bucket.id,
      targetBucket: accessLogBucket,
      targetPrefix: `${bucket}/`,
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

  private createPolicy(publicAccessBlock: S3BucketPublicAccessBlock): void {
    const policy = new LatePolicyDocument(this, "document", () => [this.tlsOnly(), ...this.granted]);
    new S3BucketPolicy(this, "policy", {
      bucket: this.bucket.id,
      policy: policy.json,
      // S3 refuses two changes of a bucket's access at the same moment.
      dependsOn: [publicAccessBlock],
    });
  }

  private tlsOnly(): Statement {
    return {
      effect: "Deny",
      actions: ["s3:*"],
      resources: [this.bucketArn, `${this.bucketArn}/*`],
      principals: [{ type: "*", identifiers: ["*"] }],
      conditions: [{ test: "Bool", variable: "aws:SecureTransport", values: ["false"] }],
    };
  }
}
