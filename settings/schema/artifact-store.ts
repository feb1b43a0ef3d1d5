import type { ArtifactStoreOptions } from "../../modules/s3/artifact-store";
import { boolean, either, number, optional, strict, string } from "./types";

/** What every artifact store may say. One declaration for both: editors show no text of two. */
export interface CommonArtifactStoreSettings {
  /**
   * ARN of the KMS key that encrypts the artifacts.
   * @default the entry's `kmsKey`, or a key made in its place in another Region; without `kmsKey` a key made where another
   * account reads, else a key of AWS's
   */
  readonly kmsKeyArn?: string;
}

/** The artifact bucket; its name is the one thing that AWS wants unique in the whole world. */
export interface NewArtifactStoreSettings extends CommonArtifactStoreSettings, ArtifactStoreOptions {
  /**
   * Logical ID of the bucket's elements. Keep it once deployed.
   * @default "artifact"; `artifact_<region>` in another Region
   */
  readonly logicalId?: string;
}

/** A bucket that exists, in the entry's Region. It stays as it is. */
export interface ExistingArtifactStoreSettings extends CommonArtifactStoreSettings {
  /** The bucket's name. */
  readonly existingBucket: string;
}

export type ArtifactStoreSettings = NewArtifactStoreSettings | ExistingArtifactStoreSettings;

export const artifactStoreSchema = either<ArtifactStoreSettings>(
  "options of a new bucket with its name as bucket, or { existingBucket: name }",
  [
    strict<NewArtifactStoreSettings>()({
      bucket: string,
      expirationDays: optional(number),
      abortIncompleteMultipartUploadDays: optional(number),
      lifecycleRuleId: optional(string),
      kmsKeyArn: optional(string),
      versioning: optional(boolean),
      accessLogBucket: optional(string),
      forceDestroy: optional(boolean),
      logicalId: optional(string),
    }),
    strict<ExistingArtifactStoreSettings>()({ existingBucket: string, kmsKeyArn: optional(string) }),
  ],
);
