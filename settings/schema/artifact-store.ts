import type { ArtifactStoreProps } from "../../modules/s3/artifact-store";
import { boolean, number, optional, strict, string } from "./types";

/** The artifact bucket; its name is the one thing that AWS wants unique in the whole world. */
export type ArtifactStoreSettings = Omit<ArtifactStoreProps, "encryptionKey">;

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
