import { optional, strict, string } from "./types";

/** The role that Terraform works as, where its credentials are another's (Terraform AWS provider: Assuming an IAM Role). */
export interface AssumeRoleSettings {
  /** ARN of a role that lets Terraform's credentials assume it. */
  readonly roleArn: string;
  /** The external ID that the role's trust policy asks for, 2 to 1224 characters. @default none */
  readonly externalId?: string;
  /** How CloudTrail names Terraform's session, 2 to 64 characters. @default one that AWS makes up */
  readonly sessionName?: string;
}

export const assumeRoleSchema = strict<AssumeRoleSettings>()({
  roleArn: string,
  externalId: optional(string),
  sessionName: optional(string),
});
