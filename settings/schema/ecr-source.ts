import { z } from "zod/mini";
import { type ImageRevision, imageRevisions } from "../../modules/pipeline/sources/ecr-source";
import { imagePushPatternNames } from "../../modules/triggers/image-push-pattern";
import type { ImagePushTriggerOptions } from "../../modules/triggers/image-push-trigger";
import { roleSchema } from "./role";
import { either, optional, strict, string } from "./types";

/** Which image starts the pipeline, and how. */
export interface EcrSourceSettings {
  /** @default "latest" */
  readonly imageTag?: string;
  /** `digest`: deploy the very image whose push started the execution (V2 only). @default "digest", or "tag" in a V1 pipeline */
  readonly revision?: ImageRevision;
  /** The rule's options, or `none` when something outside this project starts the pipeline. @default a rule on ECR's own event */
  readonly trigger?: ImagePushTriggerOptions | "none";
}

const trigger = strict<ImagePushTriggerOptions>()({
  ruleName: optional(string),
  targetId: optional(string),
  description: optional(string),
  eventPattern: optional(z.enum(imagePushPatternNames)),
  role: optional(roleSchema),
  logicalId: optional(string),
  roleLogicalId: optional(string),
});

export const ecrSourceSchema = strict<EcrSourceSettings>()({
  imageTag: optional(string),
  revision: optional(z.enum(imageRevisions)),
  trigger: optional(
    either<ImagePushTriggerOptions | "none">('"none", or options of the rule', [z.literal("none"), trigger]),
  ),
});
