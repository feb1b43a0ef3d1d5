import { arnRules } from "../modules/aws/arn-rules";
import { nameRules } from "../modules/aws/name-rules";
import { accountNotAllowed, invalidArn, invalidName } from "../modules/findings/errors";
import type { Finding } from "../modules/findings/finding";
import { defined } from "../modules/terraform/defined";
import type { CommonSettings } from "../settings/schema/common";
import type { ProjectSettings } from "../settings/schema/project";

/** As whom Terraform works on a stack, and where it may. */
export type Credentials = Pick<CommonSettings, "allowedAccountIds" | "assumeRole">;

/** What an entry says of its credentials, or else the project. */
export function credentialsOf(project: ProjectSettings, settings: Credentials): Credentials {
  return defined({
    allowedAccountIds: settings.allowedAccountIds ?? project.allowedAccountIds,
    assumeRole: settings.assumeRole ?? project.assumeRole,
  });
}

/** The account of a role, by its ARN; none where only Terraform knows it. */
export const accountOfRole = (roleArn: string): string | undefined =>
  /^arn:[^:]*:iam::(\d{12}):/.exec(roleArn)?.[1];

/** The one account that Terraform can work in, if settings leave no other. */
export function knownAccountId({ allowedAccountIds = [], assumeRole }: Credentials): string | undefined {
  const [only, ...others] = allowedAccountIds;
  return (assumeRole && accountOfRole(assumeRole.roleArn)) ?? (others.length > 0 ? undefined : only);
}

/** What Terraform or AWS would refuse in them. */
export function credentialFindings({ allowedAccountIds, assumeRole }: Credentials): readonly Finding[] {
  if (assumeRole === undefined) return [];
  const property = "assumeRole.roleArn";
  const { roleArn } = assumeRole;
  const account = accountOfRole(roleArn);
  const isOutside = account !== undefined && allowedAccountIds?.includes(account) === false;
  return [
    ...invalidArn(property, roleArn, arnRules.role),
    ...invalidName("assumeRole.externalId", assumeRole.externalId, nameRules.externalId),
    ...invalidName("assumeRole.sessionName", assumeRole.sessionName, nameRules.sessionName),
    ...(isOutside ? accountNotAllowed(property, roleArn, allowedAccountIds) : []),
  ];
}
