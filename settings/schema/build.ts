import { z } from "zod";
import type { BuildProjectProps } from "../../modules/codebuild/build-project";
import { roleSchema } from "./role";
import { boolean, number, optional, strict, string, stringMap } from "./types";

/** The CodeBuild project; every key has a default. */
export interface BuildSettings extends Partial<BuildProjectProps> {
  /** Path of a build specification in the application's repository. @default the one in this project's `buildspec` folder */
  readonly buildspec?: string;
  /** @default the entry's `name` */
  readonly projectName?: string;
}

export const buildSchema = strict<BuildSettings>()({
  projectName: optional(string),
  buildspec: optional(string),
  image: optional(string),
  computeType: optional(string),
  environmentType: optional(z.enum(["LINUX_CONTAINER", "ARM_CONTAINER"])),
  privilegedMode: optional(boolean),
  buildTimeout: optional(number),
  queuedTimeout: optional(number),
  logRetentionDays: optional(number),
  environmentVariables: optional(stringMap),
  role: optional(roleSchema),
  logicalId: optional(string),
  roleLogicalId: optional(string),
});
