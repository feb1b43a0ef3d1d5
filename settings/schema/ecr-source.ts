import { z } from "zod/mini";
import { type ImageRevision, imageRevisions } from "../../modules/pipeline/sources/ecr-source";
import { imagePushPatternNames } from "../../modules/triggers/image-push-pattern";
import type { ImagePushTriggerOptions } from "../../modules/triggers/image-push-trigger";
import { roleSchema } from "./role";
import { either, optional, strict, string } from "./types";

/** The rule that starts the pipeline when an image is pushed. */
export interface ImagePushTriggerSettings extends ImagePushTriggerOptions {
  /** Logical ID of the rule's elements. Keep it once deployed. @default "pushed" */
  readonly logicalId?: string;
}

/** Which image starts the pipeline, and how. */
export interface EcrSourceSettings {
  /** The tag whose push starts the pipeline. @default "latest" */
  readonly imageTag?: string;
  /**
   * `digest`: deploy the very image whose push started the execution (V2 only). `tag`: deploy what has the tag then.
   * @default "digest", or "tag" in a V1 pipeline
   */
  readonly revision?: ImageRevision;
  /**
   * The rule's options, or `none` when something outside this project starts the pipeline.
   * @default a rule on ECR's own event
   */
  readonly trigger?: ImagePushTriggerSettings | "none";
}

const trigger = strict<ImagePushTriggerSettings>()({
  ruleName: optional(string),
  targetId: optional(string),
  description: optional(string),
  eventPattern: optional(z.enum(imagePushPatternNames)),
  role: optional(roleSchema),
  logicalId: optional(string),
  roleLogicalId: optional(string),
});

/** The keys of a source. */
export const ecrSourceKeys = {
  imageTag: optional(string),
  revision: optional(z.enum(imageRevisions)),
  trigger: optional(
    either<ImagePushTriggerSettings | "none">('"none", or options of the rule', [z.literal("none"), trigger]),
  ),
};

export const ecrSourceSchema = strict<EcrSourceSettings>()(ecrSourceKeys);
