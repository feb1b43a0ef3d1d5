import { isArn } from "../aws/arn";
import { nameRules } from "../aws/name-rules";
import { invalidArn, invalidName } from "../findings/errors";
import type { Finding } from "../findings/finding";
import type { Statement } from "./statement";

const roleArn = /^arn:aws[a-z-]*:iam::\d{12}:role\/.+$/;

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
  return isArn(got)
    ? invalidArn(property, got, roleArn, "arn:aws:iam::123456789012:role/ecsTaskExecutionRole")
    : invalidName(property, got, nameRules.role);
}
