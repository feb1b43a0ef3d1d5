import { z } from "zod/mini";
import { type OidcProvider, oidcProviders } from "../../modules/github/oidc-provider";
import type { RoleOptions } from "../../modules/iam/role";
import type { UserOptions } from "../../modules/iam/user";
import { roleSchema } from "./role";
import { oneOf, optional, strict, string, strings } from "./types";

/** As whom a workflow works. */
export interface CommonIdentitySettings {
  /**
   * `oidc`: as a role, with credentials that last as long as the job. `access-key`: as an IAM user, whose key is placed as
   * secrets of the repository.
   */
  readonly type: "oidc" | "access-key";
}

/** A role that trusts what GitHub's tokens say of the workflow. */
export interface OidcIdentitySettings extends CommonIdentitySettings {
  readonly type: "oidc";
  /** GitHub as identity provider of the account, which has one for each issuer: `create`, or `existing`. @default "create" */
  readonly oidcProvider?: OidcProvider;
  /**
   * Who issues the tokens.
   * @default "https://token.actions.githubusercontent.com"; on GHE.com `https://token.actions.<subdomain>.ghe.com`, of another
   * GitHub `<githubUrl>/_services/token`
   */
  readonly issuerUrl?: string;
  /** Whom the tokens are meant for. @default "sts.amazonaws.com", in China "sts.amazonaws.com.cn" */
  readonly audience?: string;
  /**
   * The subjects that the role trusts, letter by letter, where the organization has its own form of them.
   * @default one, made of `github`: the repository, and its environment or branch
   */
  readonly subjects?: readonly string[];
  /** The role itself. @default role `<name>-github-actions` with an inline policy */
  readonly role?: RoleOptions;
  /** Logical ID of role and provider. Keep it once deployed. @default "github_actions" */
  readonly logicalId?: string;
}

/** An IAM user with an access key, for a GitHub whose tokens AWS cannot check. */
export interface AccessKeyIdentitySettings extends CommonIdentitySettings, UserOptions {
  readonly type: "access-key";
  /** 1 to 64 characters, unique in the account (IAM and AWS STS quotas). @default `<name>-github-actions` */
  readonly userName?: string;
  /** Logical ID of the user's elements. Keep it once deployed. @default "github_actions" */
  readonly logicalId?: string;
}

export type ActionsIdentitySettings = OidcIdentitySettings | AccessKeyIdentitySettings;

export const actionsIdentitySchema = oneOf<ActionsIdentitySettings>("type", [
  strict<OidcIdentitySettings>()({
    type: z.literal("oidc"),
    oidcProvider: optional(z.enum(oidcProviders)),
    issuerUrl: optional(string),
    audience: optional(string),
    subjects: optional(strings),
    role: optional(roleSchema),
    logicalId: optional(string),
  }),
  strict<AccessKeyIdentitySettings>()({
    type: z.literal("access-key"),
    userName: optional(string),
    policyName: optional(string),
    permissionsBoundary: optional(string),
    logicalId: optional(string),
  }),
]);
