import type { RoleSession } from "./role-session";

/** A user of IAM who signs with an access key. */
export interface IamUser {
  readonly kind: "user";
  readonly accountId: string;
  readonly arn: string;
  readonly userName: string;
  readonly accessKeyId: string;
}

/** Who acts under policies: a role's session, or a user. */
export type Identity = RoleSession | IamUser;

/** The account itself, which nothing restricts. */
export interface AccountItself {
  readonly kind: "account";
  readonly accountId: string;
  readonly arn: string;
}

/** Whoever sent a request. */
export type Caller = AccountItself | Identity;

/** The caller that is an account itself. */
export function accountItself(accountId: string): AccountItself {
  return { kind: "account", accountId, arn: `arn:aws:iam::${accountId}:root` };
}

/** The role's or the user's own ARN, by which IAM keeps its policies. */
export function principalArnOf(identity: Identity): string {
  return identity.kind === "role" ? identity.roleArn : identity.arn;
}
