import { S3BucketNotification } from "@cdktf/provider-aws/lib/s3-bucket-notification";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { arnRules } from "../aws/arn-rules";
import { bucketArnOf } from "../aws/current";
import { nameRules } from "../aws/name-rules";
import { check } from "../findings/check";
import { invalidArn, invalidName } from "../findings/value-errors";
import { warn } from "../findings/warnings";
import { PrivateBucket, type PrivateBucketOptions } from "./private-bucket";

/** A bucket whose objects a pipeline reads as its source. */
export interface ISourceBucket {
  /** The name as a literal, for patterns and policies. */
  readonly bucketName: string;
  /** The name as a reference where the bucket is made here. */
  readonly location: string;
  readonly bucketArn: string;
  /** The key that encrypts its objects; undefined for a key of AWS's. */
  readonly kmsKeyArn: string | undefined;
  /** What an object that is put in must find set. */
  readonly settled: readonly ITerraformDependable[];
  /** Lets EventBridge hear of its objects. */
  sendEvents(): void;
}

/** A private bucket that keeps versions, as a source of a pipeline must (CodePipeline: Amazon S3 source action reference). */
export class SourceBucket extends PrivateBucket implements ISourceBucket {
  private sendsEvents = false;

  constructor(scope: Construct, id: string, props: PrivateBucketOptions) {
    super(scope, id, { ...props, versioning: true });
  }

  sendEvents(): void {
    if (this.sendsEvents) return;
    this.sendsEvents = true;
    new S3BucketNotification(this, "notification", { bucket: this.bucket.id, eventbridge: true });
  }
}

export interface ExistingSourceBucketProps {
  readonly bucketName: string;
  /** ARN of the KMS key that encrypts its objects. @default a key of AWS's */
  readonly kmsKeyArn?: string;
}

/** A bucket that exists, and keeps versions. */
export class ExistingSourceBucket extends Construct implements ISourceBucket {
  readonly bucketName: string;
  readonly location: string;
  readonly bucketArn: string;
  readonly kmsKeyArn: string | undefined;
  readonly settled: readonly ITerraformDependable[] = [];

  constructor(scope: Construct, id: string, { bucketName, kmsKeyArn }: ExistingSourceBucketProps) {
    super(scope, id);
    this.bucketName = bucketName;
    this.location = bucketName;
    this.bucketArn = bucketArnOf(this, bucketName);
    this.kmsKeyArn = kmsKeyArn;
    check(this, () => [
      ...invalidName("existingBucket", bucketName, nameRules.bucket),
      ...invalidArn("kmsKeyArn", kmsKeyArn, arnRules.kmsKey),
    ]);
  }

  // One resource holds all notifications of a bucket, and those of this one are its owner's.
  sendEvents(): void {
    warn(this, "eventsOfBucket");
  }
}
