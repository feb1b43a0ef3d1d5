import { z } from "zod/mini";
import { type ImageRepositoryOptions, tagMutabilities } from "../../modules/ecr/image-repository";
import { type LifecycleRule, tagStatuses } from "../../modules/ecr/lifecycle-rule";
import { boolean, either, number, optional, strict, string, strings } from "./types";

/** A repository that this project makes. */
export interface NewImageRepositorySettings extends ImageRepositoryOptions {
  /** 2 to 256 characters, unique in the account and Region. @default the entry's `name` */
  readonly repositoryName?: string;
  /**
   * ARN of a KMS key that encrypts the images; a change replaces the repository.
   * @default the entry's `kmsKey`, else AES256 with a key of AWS's
   */
  readonly kmsKeyArn?: string;
  /** Logical ID of the repository's elements. Keep it once deployed. @default the entry's `logicalId` */
  readonly logicalId?: string;
}

/** A repository that exists outside this project. */
export interface ExistingImageRepositorySettings {
  /** Name of a repository in the entry's account and Region. */
  readonly existingRepository: string;
}

/** A repository to make, or one that exists. */
export type ImageRepositorySettings = NewImageRepositorySettings | ExistingImageRepositorySettings;

const lifecycleRule = strict<LifecycleRule>()({
  tagPrefixList: optional(strings),
  tagStatus: optional(z.enum(tagStatuses)),
  keepLast: optional(number),
  expireAfterDays: optional(number),
  description: optional(string),
});

const newImageRepositorySchema = strict<NewImageRepositorySettings>()({
  repositoryName: optional(string),
  tagMutability: optional(z.enum(tagMutabilities)),
  scanOnPush: optional(boolean),
  kmsKeyArn: optional(string),
  forceDelete: optional(boolean),
  lifecycleRules: optional(z.readonly(z.array(lifecycleRule))),
  logicalId: optional(string),
});

export const imageRepositorySchema = either<ImageRepositorySettings>(
  "options of a new repository, or { existingRepository: name }",
  [strict<ExistingImageRepositorySettings>()({ existingRepository: string }), newImageRepositorySchema],
);
