import { Construct } from "constructs";
import { arnRules } from "../aws/arn-rules";
import { bucketArnOf } from "../aws/current";
import { nameRules } from "../aws/name-rules";
import { check } from "../findings/check";
import { invalidArn, invalidName } from "../findings/errors";
import type { Statement } from "../iam/statement";

/** The bucket in which a pipeline hands artifacts from stage to stage, made here or existing. */
export interface IArtifactStore {
  /** The name as a literal. */
  readonly bucketName: string;
  readonly bucketArn: string;
  /** The bucket's name as CodePipeline is told it: of a bucket that is made here a reference, so that it comes first. */
  readonly location: string;
  /** ARN of the KMS key that encrypts the artifacts, if not S3's own. */
  readonly kmsKeyArn: string | undefined;
  /** What reads and writes artifacts (CodePipeline: Manage the CodePipeline service role). */
  readWrite(): readonly Statement[];
}

/** What reads and writes the artifacts of a store. */
export function readWriteArtifacts({
  bucketArn,
  kmsKeyArn,
}: Pick<IArtifactStore, "bucketArn" | "kmsKeyArn">): readonly Statement[] {
  return [
    {
      actions: ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"],
      resources: [`${bucketArn}/*`],
    },
    { actions: ["s3:GetBucketLocation", "s3:GetBucketVersioning"], resources: [bucketArn] },
    ...(kmsKeyArn ? [useKey(kmsKeyArn)] : []),
  ];
}

const useKey = (kmsKeyArn: string): Statement => ({
  actions: ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
  resources: [kmsKeyArn],
});

export interface ExistingArtifactStoreProps {
  readonly bucketName: string;
  /** ARN of the KMS key that encrypts the artifacts. @default a key of AWS's */
  readonly kmsKeyArn?: string;
}

/** A bucket that exists outside this stack. It stays as it is: its policy, its encryption and what expires in it are its owner's. */
export class ExistingArtifactStore extends Construct implements IArtifactStore {
  readonly bucketName: string;
  readonly bucketArn: string;
  readonly kmsKeyArn: string | undefined;

  constructor(scope: Construct, id: string, { bucketName, kmsKeyArn }: ExistingArtifactStoreProps) {
    super(scope, id);
    this.bucketName = bucketName;
    this.bucketArn = bucketArnOf(this, bucketName);
    this.kmsKeyArn = kmsKeyArn;
    check(this, () => [
      ...invalidName("bucketName", bucketName, nameRules.bucket),
      ...invalidArn("kmsKeyArn", kmsKeyArn, arnRules.kmsKey),
    ]);
  }

  get location(): string {
    return this.bucketName;
  }

  readWrite(): readonly Statement[] {
    return readWriteArtifacts(this);
  }
}
