import { z } from "zod";
import type { ImageRegistryProps } from "../../modules/registry/image-registry";
import type { LifecycleRule } from "../../modules/registry/lifecycle-rule";
import { count, flag, optional, strict, text, texts } from "./strict";

/** A registry that this project makes. */
export interface RegistrySettings extends Omit<ImageRegistryProps, "repositoryName"> {
  /** @default the entry's `name` */
  readonly repositoryName?: string;
}

/** A repository that exists outside this project. */
export interface ExistingRegistrySettings {
  readonly existingRepository: string;
}

const lifecycleRule = strict<LifecycleRule>()({
  tagPrefixList: optional(texts),
  tagStatus: optional(z.enum(["untagged", "any"])),
  keepLast: optional(count),
  expireAfterDays: optional(count),
  description: optional(text),
});

export const registrySchema = strict<RegistrySettings>()({
  repositoryName: optional(text),
  tagMutability: optional(z.enum(["MUTABLE", "IMMUTABLE"])),
  scanOnPush: optional(flag),
  kmsKeyArn: optional(text),
  forceDelete: optional(flag),
  lifecycleRules: optional(z.array(lifecycleRule).readonly()),
  address: optional(text),
});

export const existingRegistrySchema = strict<ExistingRegistrySettings>()({ existingRepository: text });
