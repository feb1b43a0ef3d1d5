/** Somebody who acts as a role for a while, with temporary credentials. */
export interface RoleSession {
  readonly kind: "role";
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
