import type { Scope } from "../../gateway/scope";
import type { Policy } from "../evaluation/statement-match";
import { forgetRolePolicies, rolePoliciesOf } from "./role-policies";
import { forgetUserPolicies, userPoliciesOf } from "./user-policies";

/** A role or a user, and what it may do by itself. */
export interface PrincipalPolicies {
  /** AWS's own identifier, with which `aws:userid` begins. */
  readonly uniqueId: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly identity: readonly Policy[];
  readonly boundary: Policy | undefined;
}

/** A role or a user with its policies, or undefined when it does not exist. */
export async function principalPoliciesOf(
  scope: Scope,
  principalArn: string,
): Promise<PrincipalPolicies | undefined> {
  return (await rolePoliciesOf(scope, principalArn)) ?? (await userPoliciesOf(scope, principalArn));
}

/** Forgets what an account's roles and users may do, as somebody changed IAM. */
export function forgetPolicies(scope: Scope): void {
  forgetRolePolicies(scope);
  forgetUserPolicies(scope);
}
