import { z } from "zod/mini";
import type { PrivateBucketOptions } from "../../modules/s3/private-bucket";
import type { ObjectUploadTriggerOptions } from "../../modules/triggers/object-upload-trigger";
import { roleSchema } from "./role";
import { boolean, either, optional, strict, string } from "./types";

/** The rule that starts the pipeline when the definitions are uploaded. */
export interface ObjectUploadTriggerSettings extends ObjectUploadTriggerOptions {
  /** Logical ID of the rule's elements. Keep it once deployed. @default "definitions_uploaded" */
  readonly logicalId?: string;
}

/** The object with the task definition and the AppSpec file of every release. */
export interface CommonDefinitionsSettings {
  /** Key of the zip that holds `taskdef.json` and `appspec.yaml`, 1 to 1024 characters. @default "definitions.zip" */
  readonly objectKey?: string;
  /**
   * Path of a task definition in this project, such as `settings/task-definitions/example.json`: Terraform uploads it, with an
   * AppSpec file made of `service` and `deployment`. What `describe-task-definition` answers will do.
   * @default none: the team uploads the zip
   */
  readonly taskDefinitionFile?: string;
  /**
   * The rule that starts the pipeline when the zip is uploaded: its options, or `none`.
   * @default "none": the next push of an image takes the new definitions along
   */
  readonly trigger?: ObjectUploadTriggerSettings | "none";
  /**
   * The deploy action writes the images, in place of `<IMAGE1_NAME>` and so on, so that the console shows them with the
   * deploy; at most 4 containers (CodePipeline: Amazon ECS and CodeDeploy blue-green deploy action reference).
   * @default false: the build writes them
   */
  readonly imagePlaceholders?: boolean;
  /** ARN of the KMS key that encrypts the zip. @default the entry's `kmsKey` for a bucket to make, else a key of AWS's */
  readonly kmsKeyArn?: string;
}

/** A bucket to make, which keeps versions. */
export interface NewDefinitionsSettings extends CommonDefinitionsSettings, PrivateBucketOptions {
  /** Logical ID of the bucket's elements. Keep it once deployed. @default "definitions" */
  readonly logicalId?: string;
}

/** A bucket that exists, in the entry's Region, and keeps versions. It stays as it is. */
export interface ExistingDefinitionsSettings extends CommonDefinitionsSettings {
  /** The bucket's name. */
  readonly existingBucket: string;
}

export type DefinitionsSettings = NewDefinitionsSettings | ExistingDefinitionsSettings;

const trigger = strict<ObjectUploadTriggerSettings>()({
  ruleName: optional(string),
  targetId: optional(string),
  description: optional(string),
  role: optional(roleSchema),
  logicalId: optional(string),
  roleLogicalId: optional(string),
});

const commonKeys = {
  objectKey: optional(string),
  taskDefinitionFile: optional(string),
  trigger: optional(
    either<ObjectUploadTriggerSettings | "none">('"none", or options of the rule', [
      z.literal("none"),
      trigger,
    ]),
  ),
  imagePlaceholders: optional(boolean),
  kmsKeyArn: optional(string),
};

export const definitionsSchema = either<DefinitionsSettings>(
  "options of a new bucket with its name as bucket, or { existingBucket: name }",
  [
    strict<NewDefinitionsSettings>()({
      ...commonKeys,
      bucket: string,
      accessLogBucket: optional(string),
      forceDestroy: optional(boolean),
      logicalId: optional(string),
    }),
    strict<ExistingDefinitionsSettings>()({ ...commonKeys, existingBucket: string }),
  ],
);
