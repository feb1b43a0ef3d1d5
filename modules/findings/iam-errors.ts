import type { FindingCode } from "./codes";
import { type Findings, found } from "./found";

// What a user reads about roles and policies.

export function noPermissions(role: string): Findings {
  return found(
    "IAM-ROLE-EMPTY",
    "statements",
    role,
    "is a role without a single permission",
    "at least one statement",
  );
}

/** What is written in a statement where IAM wants something of a certain form. */
export function invalidStatementPart(
  property: string,
  got: string,
  part: { readonly code: FindingCode; readonly what: string; readonly allowed: string },
): Findings {
  return found(part.code, property, got, `is not ${part.what} that IAM accepts`, part.allowed);
}

export function principalsInPolicy(property: string, got: unknown): Findings {
  return found(
    "IAM-PRINCIPALS",
    property,
    got,
    "names principals in a role's permissions",
    "no principals: the role is the principal (IAM JSON policy elements: Principal)",
  );
}

export function policyTooLarge(got: number, max: number, policyType: string): Findings {
  return found(
    "IAM-POLICY-SIZE",
    "statements",
    got,
    `make a policy of too many characters for an ${policyType === "managed" ? "attached" : "inline"} one`,
    `at most ${max}, blanks left out (IAM and AWS STS quotas): fewer statements, or wildcards`,
  );
}

/** Terraform would refuse to work in the account of the role that it is told to assume. */
export function accountNotAllowed(property: string, roleArn: string, allowed: readonly string[]): Findings {
  return found(
    "AWS-ACCOUNT-NOT-ALLOWED",
    property,
    roleArn,
    "is in an account that allowedAccountIds leaves out",
    `a role in one of ${allowed.join(", ")}, or this account among them`,
  );
}
