import { z } from "zod/mini";
import {
  type CommitStatusOptions,
  statusLevels,
  supersededStates,
} from "../../modules/commit-status/commit-status-options";
import type {
  GithubApp,
  ParameterReference,
  SecretReference,
  StatusToken,
} from "../../modules/commit-status/status-token";
import { nodeRuntimes } from "../../modules/lambda/node-function-options";
import { roleSchema } from "./role";
import { either, number, optional, strict, string } from "./types";

/** How commits get a status from an entry's pipeline. */
export interface CommitStatusSettings extends CommitStatusOptions {
  /**
   * What the function shows GitHub, read when it runs: `{ ssmParameter }`, `{ secretsManagerSecret }`, or a GitHub App. It needs
   * no more than to set commit statuses.
   * @default the SSM parameter of the source's own token
   */
  readonly token?: StatusToken;
  /** Logical ID of the function's elements. Keep it once deployed. @default "commit_status" */
  readonly logicalId?: string;
}

const parameter = strict<ParameterReference>()({ ssmParameter: string, kmsKeyArn: optional(string) });

const secret = strict<SecretReference>()({
  secretsManagerSecret: string,
  jsonKey: optional(string),
  kmsKeyArn: optional(string),
});

const secretForms = "{ ssmParameter: name } or { secretsManagerSecret: name }";

export const statusTokenSchema = either<StatusToken>(
  "{ ssmParameter: name }, { secretsManagerSecret: name } or { githubAppId: ID, privateKey: … }",
  [
    parameter,
    secret,
    strict<GithubApp>()({
      githubAppId: string,
      installationId: optional(string),
      privateKey: either<ParameterReference | SecretReference>(secretForms, [parameter, secret]),
    }),
  ],
);

/** The keys of every status, but for its token. */
export const commitStatusKeys = {
  levels: optional(z.readonly(z.array(z.enum(statusLevels)))),
  context: optional(string),
  supersededState: optional(z.enum(supersededStates)),
  githubUrl: optional(string),
  ruleNamePrefix: optional(string),
  functionName: optional(string),
  runtime: optional(z.enum(nodeRuntimes)),
  memorySize: optional(number),
  logRetentionDays: optional(number),
  reservedConcurrentExecutions: optional(number),
  role: optional(roleSchema),
  logicalId: optional(string),
};

export const commitStatusOptionsSchema = either<true | CommitStatusSettings>(
  "true, or options of the statuses",
  [
    z.literal(true),
    strict<CommitStatusSettings>()({ token: optional(statusTokenSchema), ...commitStatusKeys }),
  ],
);
