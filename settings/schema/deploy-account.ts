import { type AssumeRoleSettings, assumeRoleSchema } from "./assume-role";
import { optional, strict, string } from "./types";

/** Another account that is deployed to. What must exist there is a stack of its own. */
export interface DeployAccountSettings {
  /** The account's ID: 12 digits, in quotes. */
  readonly id: string;
  /** Name of the stack that stands in this account. @default `<stack>-<id>` */
  readonly stack?: string;
  /** The role that Terraform works as in this account. @default none: the credentials of whoever applies that stack */
  readonly assumeRole?: AssumeRoleSettings;
  /** The role that the pipeline assumes there, 1 to 64 characters. @default `<pipelineName>-deploy` */
  readonly roleName?: string;
  /** ARN of a policy of this account that bounds what the role can be allowed. @default none */
  readonly permissionsBoundary?: string;
}

export const deployAccountSchema = strict<DeployAccountSettings>()({
  id: string,
  stack: optional(string),
  assumeRole: optional(assumeRoleSchema),
  roleName: optional(string),
  permissionsBoundary: optional(string),
});
