import { z } from "zod/mini";
import { type ImageRepositoryProps, tagMutabilities } from "../../modules/ecr/image-repository";
import { type LifecycleRule, tagStatuses } from "../../modules/ecr/lifecycle-rule";
import { boolean, number, optional, strict, string, strings } from "./types";

/** A repository that this project makes. */
export interface ImageRepositorySettings extends Omit<ImageRepositoryProps, "repositoryName"> {
  /** @default the entry's `name` */
  readonly repositoryName?: string;
}

/** A repository that exists outside this project. */
export interface ExistingImageRepositorySettings {
  readonly existingRepository: string;
}

const lifecycleRule = strict<LifecycleRule>()({
  tagPrefixList: optional(strings),
  tagStatus: optional(z.enum(tagStatuses)),
  keepLast: optional(number),
  expireAfterDays: optional(number),
  description: optional(string),
});

export const imageRepositorySchema = strict<ImageRepositorySettings>()({
  repositoryName: optional(string),
  tagMutability: optional(z.enum(tagMutabilities)),
  scanOnPush: optional(boolean),
  kmsKeyArn: optional(string),
  forceDelete: optional(boolean),
  lifecycleRules: optional(z.readonly(z.array(lifecycleRule))),
  logicalId: optional(string),
});

export const existingImageRepositorySchema = strict<ExistingImageRepositorySettings>()({
  existingRepository: string,
});
