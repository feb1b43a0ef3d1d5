import type { AwsClient } from "../../client/aws-client";
import { elementText } from "../../client/xml";
import type { Scope } from "../../gateway/scope";
import type { Policy } from "../evaluation/statement-match";
import { KnownPrincipals } from "./known-principals";
import { documentIn, managedPolicy } from "./managed-policy";
import { ownPolicies, ownTags, shown } from "./own-policies";
import type { PrincipalPolicies } from "./principal-policies";

/** A role and every policy that it has. */
export interface RolePolicies extends PrincipalPolicies {
  readonly trust: Policy;
  /** How long a session of it may last. */
  readonly maxSessionSeconds: number;
}

const roles = new KnownPrincipals("role", ask);

/** A role with its policies, or undefined when it does not exist. */
export async function rolePoliciesOf(scope: Scope, roleArn: string): Promise<RolePolicies | undefined> {
  return roles.of(scope, roleArn);
}

/** Forgets what an account's roles may do. */
export function forgetRolePolicies(scope: Scope): void {
  roles.forget(scope);
}

async function ask(
  _scope: Scope,
  iam: AwsClient,
  arn: string,
  name: string,
): Promise<RolePolicies | undefined> {
  const role = await shown(iam, "Role", name);
  // The path is part of a role's ARN, and nobody finds it by another.
  if (role === undefined || elementText(role, "Arn") !== arn) return undefined;
  const boundary = elementText(role, "PermissionsBoundaryArn");
  return {
    uniqueId: elementText(role, "RoleId") ?? "",
    tags: await ownTags(iam, "Role", name),
    trust: { name: "trust policy", document: documentIn(role, "AssumeRolePolicyDocument") },
    maxSessionSeconds: Number(elementText(role, "MaxSessionDuration")),
    identity: await ownPolicies(iam, "Role", name),
    boundary: boundary === undefined ? undefined : await managedPolicy(iam, boundary),
  };
}
