import { Construct } from "constructs";
import { arnRules } from "../aws/arn-rules";
import { bucketArnOf, foreignArnOf } from "../aws/current";
import { nameRules } from "../aws/name-rules";
import { check } from "../findings/check";
import { invalidArn, invalidName } from "../findings/errors";
import { warn } from "../findings/warnings";
import type { ForeignRole } from "../iam/foreign-role";
import type { Statement } from "../iam/statement";
import type { EncryptionKey } from "../kms/encryption-key";
import { letDecrypt } from "./let-decrypt";

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

export interface ExistingArtifactStoreProps {
  readonly bucketName: string;
  /** ARN of the KMS key that encrypts the artifacts. @default a key of AWS's */
  readonly kmsKeyArn?: string;
  /** A key made here, in place of `kmsKeyArn`: it lets in whom the store lets read. @default none */
  readonly encryptionKey?: EncryptionKey;
}

/** A bucket that exists outside this stack. It stays as it is: its policy, its encryption and what expires in it are its owner's. */
export class ExistingArtifactStore extends Construct implements IArtifactStore {
  readonly bucketName: string;
  readonly bucketArn: string;
  readonly kmsKeyArn: string | undefined;
  private readonly encryptionKey: EncryptionKey | undefined;

  constructor(scope: Construct, id: string, props: ExistingArtifactStoreProps) {
    super(scope, id);
    this.bucketName = props.bucketName;
    this.bucketArn = bucketArnOf(this, props.bucketName);
    this.encryptionKey = props.encryptionKey;
    this.kmsKeyArn = props.encryptionKey?.keyArn ?? props.kmsKeyArn;
    check(this, () => [
      ...invalidName("bucketName", props.bucketName, nameRules.bucket),
      ...invalidArn("kmsKeyArn", props.kmsKeyArn, arnRules.kmsKey),
    ]);
  }

  get location(): string {
    return this.bucketName;
  }

  get kmsKeyAlias(): string | undefined {
    return this.encryptionKey?.aliasName;
  }

  readWrite(): readonly Statement[] {
    return readWriteArtifacts(this);
  }

  letRead(role: ForeignRole): void {
    warn(this, "foreignBucketPolicy");
    letDecrypt(this, this.encryptionKey, role);
  }
}
