import type { PrivateBucketOptions } from "../../modules/s3/private-bucket";
import { boolean, either, optional, strict, string } from "./types";

/** The task definition that every release starts from. */
export interface CommonBaseSettings {
  /** Key of the object that holds it, 1 to 1024 characters. @default "task-definition.json" */
  readonly objectKey?: string;
  /**
   * Path of the task definition in this project, such as `settings/task-definitions/example.json`. What
   * `describe-task-definition` answers will do.
   * @default that of `service.create`
   */
  readonly taskDefinitionFile?: string;
  /** ARN of the KMS key that encrypts it. @default the entry's `kmsKey` for a bucket to make, else a key of AWS's */
  readonly kmsKeyArn?: string;
}

/** A bucket to make, which keeps versions. */
export interface NewBaseSettings extends CommonBaseSettings, PrivateBucketOptions {
  /** Logical ID of the bucket's elements. Keep it once deployed. @default "task_definition" */
  readonly logicalId?: string;
}

/** A bucket that exists, in the entry's Region. It stays as it is. */
export interface ExistingBaseSettings extends CommonBaseSettings {
  /** The bucket's name. */
  readonly existingBucket: string;
}

export type BaseTaskDefinitionSettings = NewBaseSettings | ExistingBaseSettings;

const commonKeys = {
  objectKey: optional(string),
  taskDefinitionFile: optional(string),
  kmsKeyArn: optional(string),
};

export const baseTaskDefinitionSchema = either<BaseTaskDefinitionSettings>(
  "options of a new bucket with its name as bucket, or { existingBucket: name }",
  [
    strict<NewBaseSettings>()({
      ...commonKeys,
      bucket: string,
      accessLogBucket: optional(string),
      forceDestroy: optional(boolean),
      logicalId: optional(string),
    }),
    strict<ExistingBaseSettings>()({ ...commonKeys, existingBucket: string }),
  ],
);
