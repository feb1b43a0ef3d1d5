import type { Construct } from "constructs";
import { bucketArnOf, foreignArnOf } from "../aws/current";
import type { Statement } from "../iam/statement";
import type { IArtifactStore } from "./artifact-store-interface";

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
