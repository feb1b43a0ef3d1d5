import type { Construct } from "constructs";
import { foreignArnOf } from "../aws/current";
import type { Condition, Principal } from "./statement";
import type { Trust } from "./trust";

/** A role of another account than the one that lets it do something. */
export interface ForeignRole {
  /** 12 digits. */
  readonly accountId: string;
  readonly roleName: string;
}

/** The role's ARN. */
export function foreignRoleArn(scope: Construct, { accountId, roleName }: ForeignRole): string {
  return foreignArnOf(scope, { accountId }, "iam", `role/${roleName}`);
}

/**
 * The role as the principal of a policy, by its account and a condition: a principal that does not exist yet would be
 * refused, and then two accounts could only be set up in one order (IAM: AWS JSON policy elements: Principal).
 */
export function foreignPrincipal(
  scope: Construct,
  role: ForeignRole,
): { readonly principals: readonly Principal[]; readonly conditions: readonly Condition[] } {
  const { accountId } = role;
  return {
    principals: [{ type: "AWS", identifiers: [foreignArnOf(scope, { accountId }, "iam", "root")] }],
    conditions: [{ test: "ArnEquals", variable: "aws:PrincipalArn", values: [foreignRoleArn(scope, role)] }],
  };
}

/** Trusts a role of another account, and nobody else there. */
export function trustForeignRole(scope: Construct, role: ForeignRole): Trust {
  return { actions: ["sts:AssumeRole"], ...foreignPrincipal(scope, role) };
}
