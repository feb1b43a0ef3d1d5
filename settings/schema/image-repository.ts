import { z } from "zod/mini";
import { type ImageRepositoryProps, tagMutabilities } from "../../modules/ecr/image-repository";
import { type LifecycleRule, tagStatuses } from "../../modules/ecr/lifecycle-rule";
import { boolean, either, number, optional, strict, string, strings } from "./types";

/** A repository that this project makes. */
export interface NewImageRepositorySettings extends Omit<ImageRepositoryProps, "repositoryName"> {
  /** @default the entry's `name` */
  readonly repositoryName?: string;
}

/** A repository that exists outside this project. */
export interface ExistingImageRepositorySettings {
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
