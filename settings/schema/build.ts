import { z } from "zod";
import type { BuildProjectProps } from "../../modules/codebuild/build-project";
import { roleSchema } from "./role";
import { count, flag, optional, strict, text, textMap } from "./strict";

/** The CodeBuild project; every key has a default. */
export interface BuildSettings extends Partial<BuildProjectProps> {
  /** Path of a build specification in the application's repository. @default the one in this project's `buildspec` folder */
  readonly buildspec?: string;
  /** @default the entry's `name` */
  readonly projectName?: string;
}

export const buildSchema = strict<BuildSettings>()({
  projectName: optional(text),
  buildspec: optional(text),
  image: optional(text),
  computeType: optional(text),
  environmentType: optional(z.enum(["LINUX_CONTAINER", "ARM_CONTAINER"])),
  privilegedMode: optional(flag),
  buildTimeout: optional(count),
  queuedTimeout: optional(count),
  logRetentionDays: optional(count),
  environmentVariables: optional(textMap),
  role: optional(roleSchema),
  address: optional(text),
  roleAddress: optional(text),
});
