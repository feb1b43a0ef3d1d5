import { z } from "zod/mini";
import type { CommitStatusOptions } from "../../modules/commit-status/commit-status-options";
import type { StatusToken } from "../../modules/commit-status/status-token";
import { commitStatusKeys, statusTokenSchema } from "./commit-status-options";
import { type CommonSettings, commonKeys, type SystemSettings } from "./common";
import { optional, strict, string, stringMap, strings } from "./types";

/** System 4a: commits get a status from pipelines that exist, whoever made them. */
export interface CommitStatusSystemSettings extends SystemSettings, CommonSettings, CommitStatusOptions {
  readonly system: "commit-status";
  /**
   * ARNs, or names, of pipelines in the entry's account and Region, at least one. A `*` in a name stands for anything: `*`
   * alone is every pipeline there.
   */
  readonly pipelines: readonly string[];
  /**
   * What the function shows GitHub, read when it runs: `{ ssmParameter }`, `{ secretsManagerSecret }`, or a GitHub App. It needs
   * no more than to set commit statuses.
   */
  readonly token: StatusToken;
  /**
   * Of pipelines with several GitHub sources: the output artifact of the source action whose commit gets the status, by the
   * pipeline's name.
   * @default none
   */
  readonly sourceArtifacts?: Readonly<Record<string, string>>;
  /** ARN of a KMS key that encrypts the function's log, and lets CloudWatch Logs use it. @default a key of AWS's */
  readonly kmsKeyArn?: string;
  /** 1 to 64 characters, unique in the Region. @default the entry's `name` */
  readonly functionName?: string;
  /** Logical ID of the function's elements. Keep it once deployed. @default "main" */
  readonly logicalId?: string;
}

export const commitStatusSchema = strict<CommitStatusSystemSettings>()({
  system: z.literal("commit-status"),
  ...commonKeys,
  ...commitStatusKeys,
  pipelines: strings,
  token: statusTokenSchema,
  sourceArtifacts: optional(stringMap),
  kmsKeyArn: optional(string),
});
