import { isArn } from "../aws/arn";
import { arnRules } from "../aws/arn-rules";
import { nameRules } from "../aws/name-rules";
import type { Finding } from "../findings/finding";
import { invalidArn, invalidName } from "../findings/value-errors";
import type { Statement } from "./statement";

/** Lets a role hand the named roles, and no others, to the named services. */
export function passRole(roles: readonly string[], services: readonly string[]): Statement {
  return {
    actions: ["iam:PassRole"],
    resources: roles,
    conditions: [{ test: "StringEquals", variable: "iam:PassedToService", values: [...services].sort() }],
  };
}

/** Checks a role that is given by name or by ARN. */
export function invalidRole(property: string, got: string): readonly Finding[] {
  return isArn(got) ? invalidArn(property, got, arnRules.role) : invalidName(property, got, nameRules.role);
}
