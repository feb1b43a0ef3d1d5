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
