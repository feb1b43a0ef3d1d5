import type { ArtifactStoreOptions } from "../../modules/s3/artifact-store";
import { boolean, number, optional, strict, string } from "./types";

/** The artifact bucket; its name is the one thing that AWS wants unique in the whole world. */
export interface ArtifactStoreSettings extends ArtifactStoreOptions {
  /**
   * ARN of a KMS key that encrypts the artifacts.
   * @default the entry's `kmsKey`, or a key made in its place in another Region; without `kmsKey` a key made where another
   * account reads, else AES256 with a key of AWS's
   */
  readonly kmsKeyArn?: string;
  /**
   * Logical ID of the bucket's elements. Keep it once deployed.
   * @default "artifact"; `artifact_<region>` in another Region
   */
  readonly logicalId?: string;
}

export const artifactStoreSchema = strict<ArtifactStoreSettings>()({
  bucket: string,
  expirationDays: optional(number),
  abortIncompleteMultipartUploadDays: optional(number),
  lifecycleRuleId: optional(string),
  kmsKeyArn: optional(string),
  versioning: optional(boolean),
  accessLogBucket: optional(string),
  forceDestroy: optional(boolean),
  logicalId: optional(string),
});
