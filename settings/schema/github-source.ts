import { z } from "zod/mini";
import {
  type GitFilter,
  type GitFilters,
  type GitPullRequestFilter,
  type GitPushFilter,
  pullRequestEvents,
} from "../../modules/pipeline/git-trigger";
import type { GithubRepository } from "../../modules/pipeline/sources/github-repository";
import type { GithubWebhookOptions } from "../../modules/triggers/github-webhook";
import { webhookSecretKinds } from "../../modules/triggers/webhook-secret";
import { boolean, either, oneOf, optional, strict, string, strings } from "./types";

/** Where the GitHub token of a version 1 source is read from. */
export type GithubToken =
  | {
      /** Name of an SSM parameter (SecureString). */
      readonly ssmParameter: string;
    }
  | {
      /** Name of a sensitive Terraform variable, set as TF_VAR_<name>. */
      readonly terraformVariable: string;
    };

/** What both sources say. */
export interface CommonSourceSettings extends GithubRepository {
  /**
   * `connection`: the branch is read through a connection, which needs neither token nor webhook. `github-v1`: it is read
   * with a token, and a pair of webhooks starts the pipeline.
   */
  readonly type: "connection" | "github-v1";
}

/** Names and addresses of the webhook pair, and what makes its secret. */
export interface WebhookSettings extends GithubWebhookOptions {
  /** Logical ID of the pair's elements. Keep it once deployed. @default the entry's `logicalId` */
  readonly logicalId?: string;
}

/** A source that is read with a token, started by a pair of webhooks. */
export interface GithubV1SourceSettings extends CommonSourceSettings {
  readonly type: "github-v1";
  /** Where the token is read from: `{ ssmParameter }` or `{ terraformVariable }`. */
  readonly token: GithubToken;
  /** `webhook`: a push to the branch starts the pipeline. `none`: nothing in this project does. @default "webhook" */
  readonly trigger?: "webhook" | "none";
  /** Names and addresses of the webhook pair, and what makes its secret. @default see each key */
  readonly webhook?: WebhookSettings;
  /** Let CodePipeline ask GitHub for changes; only where `trigger` is `none`. @default false */
  readonly pollForSourceChanges?: boolean;
}

/** A connection that exists, or one to be made. */
export type ConnectionReference =
  | {
      /** ARN of a connection that exists. */
      readonly arn: string;
    }
  | {
      /** Name of a connection that exists in the entry's account and Region: every plan looks it up. */
      readonly name: string;
    }
  | {
      /** Name of a connection that this entry makes, 1 to 32 characters; it goes with the entry. */
      readonly create: string;
    };

/** The source that AWS recommends: no token, no secret. */
export interface ConnectionSourceSettings extends CommonSourceSettings {
  readonly type: "connection";
  /** `arn` or `name` of a connection that exists, or the name of one to `create` (1 to 32 characters). */
  readonly connection: ConnectionReference;
  /**
   * `push`: every push to the branch starts the pipeline. `none`: nothing does. Or filters of pushes and pull requests.
   * @default "push"
   */
  readonly trigger?: GitFilters | "push" | "none";
}

export type GithubSourceSettings = GithubV1SourceSettings | ConnectionSourceSettings;

const repository = { owner: string, repository: string, branch: string };

const filter = strict<GitFilter>()({ includes: optional(strings), excludes: optional(strings) });

const filters = strict<GitFilters>()({
  push: optional(
    z.readonly(
      z.array(
        strict<GitPushFilter>()({
          branches: optional(filter),
          filePaths: optional(filter),
          tags: optional(filter),
        }),
      ),
    ),
  ),
  pullRequest: optional(
    z.readonly(
      z.array(
        strict<GitPullRequestFilter>()({
          events: optional(z.readonly(z.array(z.enum(pullRequestEvents)))),
          branches: optional(filter),
          filePaths: optional(filter),
        }),
      ),
    ),
  ),
});

const githubV1Schema = strict<GithubV1SourceSettings>()({
  type: z.literal("github-v1"),
  ...repository,
  token: either<GithubToken>("{ ssmParameter: name } or { terraformVariable: name }", [
    strict<{ readonly ssmParameter: string }>()({ ssmParameter: string }),
    strict<{ readonly terraformVariable: string }>()({ terraformVariable: string }),
  ]),
  trigger: optional(z.enum(["webhook", "none"])),
  webhook: optional(
    strict<WebhookSettings>()({
      webhookName: optional(string),
      secret: optional(z.enum(webhookSecretKinds)),
      logicalId: optional(string),
      secretLogicalId: optional(string),
    }),
  ),
  pollForSourceChanges: optional(boolean),
});

const connectionSchema = strict<ConnectionSourceSettings>()({
  type: z.literal("connection"),
  ...repository,
  connection: either<ConnectionReference>(
    "{ arn: ARN of a connection }, { name: name of one } or { create: name of a new one }",
    [
      strict<{ readonly arn: string }>()({ arn: string }),
      strict<{ readonly name: string }>()({ name: string }),
      strict<{ readonly create: string }>()({ create: string }),
    ],
  ),
  trigger: optional(
    either<GitFilters | "push" | "none">('"push", "none", or filters { push, pullRequest }', [
      z.enum(["push", "none"]),
      filters,
    ]),
  ),
});

export const githubSourceSchema = oneOf<GithubSourceSettings>("type", [githubV1Schema, connectionSchema]);
