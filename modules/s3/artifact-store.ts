import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import type { Construct } from "constructs";
import { nameRules } from "../aws/name-rules";
import { check } from "../findings/check";
import { invalidName, outOfRange } from "../findings/value-errors";
import { type ForeignRole, foreignPrincipal } from "../iam/foreign-role";
import type { Statement } from "../iam/statement";
import type { EncryptionKey } from "../kms/encryption-key";
import { defined } from "../terraform/defined";
import { readWriteArtifacts } from "./artifact-permissions";
import type { IArtifactStore } from "./artifact-store-interface";
import { letDecrypt } from "./let-decrypt";
import { PrivateBucket, type PrivateBucketProps } from "./private-bucket";

/** What a user may choose about the store. */
export interface ArtifactStoreOptions extends PrivateBucketProps {
  /** Days until an artifact expires. @default 180 */
  readonly expirationDays?: number;
  /** Days until an upload that was never completed is aborted. @default 7 */
  readonly abortIncompleteMultipartUploadDays?: number;
  /** Name of the lifecycle rule, 1 to 255 characters. @default "rule-1" */
  readonly lifecycleRuleId?: string;
}

export interface ArtifactStoreProps extends ArtifactStoreOptions {
  /** A key made here, in place of `kmsKeyArn`: it lets in whom the store lets read. @default none */
  readonly encryptionKey?: EncryptionKey;
}

const defaults = { expirationDays: 180, abortIncompleteMultipartUploadDays: 7, lifecycleRuleId: "rule-1" };

const days = { min: 1, max: 2_147_483_647, unit: "days", source: "Amazon S3 API: LifecycleExpiration" };

/** The bucket in which a pipeline hands artifacts from stage to stage: private, and emptied in time. */
export class ArtifactStore extends PrivateBucket implements IArtifactStore {
  private readonly encryptionKey: EncryptionKey | undefined;

  constructor(scope: Construct, id: string, props: ArtifactStoreProps) {
    const { encryptionKey, ...bucket } = props;
    super(scope, id, defined({ ...bucket, kmsKeyArn: encryptionKey?.keyArn ?? bucket.kmsKeyArn }));
    this.encryptionKey = encryptionKey;
    this.expireArtifacts(props);
    check(this, () => [
      ...outOfRange("expirationDays", props.expirationDays, days),
      ...outOfRange("abortIncompleteMultipartUploadDays", props.abortIncompleteMultipartUploadDays, days),
      ...invalidName("lifecycleRuleId", props.lifecycleRuleId, nameRules.lifecycleRule),
    ]);
  }

  readWrite(): readonly Statement[] {
    return readWriteArtifacts(this);
  }

  get kmsKeyAlias(): string | undefined {
    return this.encryptionKey?.aliasName;
  }

  letRead(role: ForeignRole): void {
    const by = foreignPrincipal(this, role);
    this.grant(
      { actions: ["s3:GetObject", "s3:GetObjectVersion"], resources: [`${this.bucketArn}/*`], ...by },
      { actions: ["s3:GetBucketLocation", "s3:GetBucketVersioning"], resources: [this.bucketArn], ...by },
    );
    letDecrypt(this, this.encryptionKey, role);
  }

  private expireArtifacts(props: ArtifactStoreProps): void {
    const { expirationDays, abortIncompleteMultipartUploadDays, lifecycleRuleId } = { ...defaults, ...props };
    new S3BucketLifecycleConfiguration(this, "lifecycle_configuration", {
      bucket: this.bucket.id,
      rule: [
        defined({
          id: lifecycleRuleId,
          status: "Enabled",
          // A rule without a filter is deprecated and will become an error; an empty prefix means every object.
          filter: [{ prefix: "" }],
          expiration: [{ days: expirationDays }],
          // Without it a versioned bucket would keep every artifact for ever.
          noncurrentVersionExpiration: props.versioning ? [{ noncurrentDays: expirationDays }] : undefined,
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: abortIncompleteMultipartUploadDays }],
        }),
      ],
    });
  }
}
