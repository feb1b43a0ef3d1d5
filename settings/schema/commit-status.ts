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
   * ARNs of pipelines in the entry's account and Region, at least one. A `*` in a name stands for anything:
   * `arn:aws:codepipeline:ap-northeast-1:123456789012:*` is every pipeline of the account there.
   */
  readonly pipelineArns: readonly string[];
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
  /** Logical ID of the function's elements. Keep it once deployed. @default "main" */
  readonly logicalId?: string;
}

export const commitStatusSchema = strict<CommitStatusSystemSettings>()({
  system: z.literal("commit-status"),
  ...commonKeys,
  ...commitStatusKeys,
  pipelineArns: strings,
  token: statusTokenSchema,
  sourceArtifacts: optional(stringMap),
  kmsKeyArn: optional(string),
});
