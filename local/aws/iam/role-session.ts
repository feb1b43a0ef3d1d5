/** Somebody who acts as a role for a while, with temporary credentials. */
export interface RoleSession {
  readonly roleArn: string;
  /** The account of the role. */
  readonly accountId: string;
  readonly sessionName: string;
  /** `arn:aws:sts::<account>:assumed-role/<role>/<session>`, as errors name who was refused. */
  readonly arn: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  /** When it began, in milliseconds since 1970. */
  readonly issuedAt: number;
  /** Tags that it has beside those of the role. */
  readonly tags: Readonly<Record<string, string>>;
  /** Policies in JSON that limit it further. */
  readonly policies: readonly string[];
  /** The provider of IAM whose token opened it; undefined when it was no token. */
  readonly federatedProvider: string | undefined;
}

/** What whoever opens a session may add to the role. */
export type SessionLimits = Partial<Pick<RoleSession, "tags" | "policies" | "federatedProvider">>;

/** Whoever sent a request: the account itself, which nothing restricts, or a role. */
export type Caller =
  | { readonly kind: "account"; readonly accountId: string; readonly arn: string }
  | {
      readonly kind: "role";
      readonly session: RoleSession;
      readonly accountId: string;
      readonly arn: string;
    };

/** The caller that is an account itself. */
export function accountItself(accountId: string): Caller {
  return { kind: "account", accountId, arn: `arn:aws:iam::${accountId}:root` };
}
