import type { Construct } from "constructs";
import { bucketArnOf, foreignArnOf } from "../aws/current";
import type { ForeignRole } from "../iam/foreign-role";
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
  /** The alias of that key, without `alias/`, where it is made here. */
  readonly kmsKeyAlias: string | undefined;
  /** Lets a role of another account read artifacts, as far as bucket and key are made here. */
  letRead(role: ForeignRole): void;
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

/** Where a store is, for who reads it from another account. */
export interface StoreLocation {
  readonly accountId: string;
  readonly region: string;
}

const readKey = ["kms:Decrypt", "kms:DescribeKey"];

/** What a role of another account needs to read the artifacts of a store, beside what bucket and key let it. */
export function readArtifacts(
  scope: Construct,
  { bucketName, kmsKeyArn, kmsKeyAlias }: IArtifactStore,
  location: StoreLocation,
): readonly Statement[] {
  const bucketArn = bucketArnOf(scope, bucketName);
  return [
    { actions: ["s3:GetObject", "s3:GetObjectVersion"], resources: [`${bucketArn}/*`] },
    { actions: ["s3:GetBucketLocation", "s3:GetBucketVersioning"], resources: [bucketArn] },
    ...(kmsKeyAlias === undefined ? [] : [readKeyOf(scope, kmsKeyAlias, location)]),
    ...(kmsKeyAlias === undefined && kmsKeyArn !== undefined
      ? [{ actions: readKey, resources: [kmsKeyArn] }]
      : []),
  ];
}

// The key's own ARN is known in the stack that makes it only; its alias is known here (AWS KMS: Use aliases to control access to KMS keys).
const readKeyOf = (scope: Construct, alias: string, location: StoreLocation): Statement => ({
  actions: readKey,
  resources: [foreignArnOf(scope, location, "kms", "key/*")],
  conditions: [
    { test: "ForAnyValue:StringEquals", variable: "kms:ResourceAliases", values: [`alias/${alias}`] },
  ],
});
