import type { ArtifactStoreProps } from "../../modules/artifact-store/artifact-store";
import { count, flag, optional, strict, text } from "./strict";

/** The artifact bucket; its name is the one thing that AWS wants unique in the whole world. */
export type ArtifactSettings = ArtifactStoreProps;

export const artifactSchema = strict<ArtifactSettings>()({
  bucket: text,
  expirationDays: optional(count),
  abortIncompleteMultipartUploadDays: optional(count),
  lifecycleRuleId: optional(text),
  kmsKeyArn: optional(text),
  forceDestroy: optional(flag),
  address: optional(text),
});
