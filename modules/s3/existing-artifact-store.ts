import { Construct } from "constructs";
import { arnRules } from "../aws/arn-rules";
import { bucketArnOf } from "../aws/current";
import { nameRules } from "../aws/name-rules";
import { check } from "../findings/check";
import { invalidArn, invalidName } from "../findings/value-errors";
import { warn } from "../findings/warnings";
import type { ForeignRole } from "../iam/foreign-role";
import type { Statement } from "../iam/statement";
import type { EncryptionKey } from "../kms/encryption-key";
import { readWriteArtifacts } from "./artifact-permissions";
import type { IArtifactStore } from "./artifact-store-interface";
import { letDecrypt } from "./let-decrypt";

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
