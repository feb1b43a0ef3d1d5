import type { ArtifactStoreProps } from "../../modules/s3/artifact-store";
import { boolean, either, number, optional, strict, string } from "./types";

/** The artifact bucket; its name is the one thing that AWS wants unique in the whole world. */
export type NewArtifactStoreSettings = Omit<ArtifactStoreProps, "encryptionKey">;

/** A bucket that exists, in the entry's Region. It stays as it is. */
export interface ExistingArtifactStoreSettings {
  /** The bucket's name. */
  readonly existingBucket: string;
  /** ARN of the KMS key that encrypts the artifacts. @default the entry's `kmsKey`, if any, else a key of AWS's */
  readonly kmsKeyArn?: string;
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
