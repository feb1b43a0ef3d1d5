import type { Construct } from "constructs";
import { isArn } from "../aws/arn";
import { arnOf } from "../aws/current";

/** The ARN of an SSM parameter, by its name; an ARN is passed through. */
export const parameterArn = (scope: Construct, name: string): string =>
  isArn(name) ? name : arnOf(scope, "ssm", `parameter/${name.replace(/^\//, "")}`);

/** The ARN of a secret for a policy, by its name or by an ARN, behind which a JSON key, a stage and a version may stand. */
export function secretArn(scope: Construct, secret: string): string {
  const arn = isArn(secret)
    ? secret.split(":").slice(0, 7).join(":")
    : arnOf(scope, "secretsmanager", `secret:${secret}`);
  // Secrets Manager adds six characters to a secret's name, which an ARN may leave out.
  return isArn(secret) && /-[A-Za-z0-9]{6}$/.test(arn) ? arn : `${arn}-??????`;
}
