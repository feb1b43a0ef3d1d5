import { accountOfArn } from "../aws/arn";
import { arnRules } from "../aws/arn-rules";
import { nameRules } from "../aws/name-rules";
import type { Finding } from "../findings/finding";
import { accountNotAllowed } from "../findings/iam-errors";
import { invalidArn, invalidName } from "../findings/value-errors";

/** The role that Terraform works as, where its credentials are another's (Terraform AWS provider: Assuming an IAM Role). */
export interface AssumedRole {
  readonly roleArn: string;
  readonly externalId?: string;
  readonly sessionName?: string;
}

/** What Terraform or AWS would refuse in a role to assume, and in the accounts that are allowed beside it. */
export function assumedRoleFindings(
  property: string,
  assumeRole: AssumedRole | undefined,
  allowedAccountIds: readonly string[] | undefined,
): readonly Finding[] {
  if (assumeRole === undefined) return [];
  const { roleArn, externalId, sessionName } = assumeRole;
  const account = accountOfArn(roleArn);
  const isOutside = account !== undefined && allowedAccountIds?.includes(account) === false;
  return [
    ...invalidArn(`${property}.roleArn`, roleArn, arnRules.role),
    ...(isOutside ? accountNotAllowed(`${property}.roleArn`, roleArn, allowedAccountIds) : []),
    ...invalidName(`${property}.externalId`, externalId, nameRules.externalId),
    ...invalidName(`${property}.sessionName`, sessionName, nameRules.sessionName),
  ];
}
