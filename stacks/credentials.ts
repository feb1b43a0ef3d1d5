import { accountOfArn } from "../modules/aws/arn";
import type { Finding } from "../modules/findings/finding";
import { assumedRoleFindings } from "../modules/iam/assumed-role";
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

/** The one account that Terraform can work in, if settings leave no other. */
export function knownAccountId({ allowedAccountIds = [], assumeRole }: Credentials): string | undefined {
  const [only, ...others] = allowedAccountIds;
  return (assumeRole && accountOfArn(assumeRole.roleArn)) ?? (others.length > 0 ? undefined : only);
}

/** What Terraform or AWS would refuse in them. */
export const credentialFindings = ({ allowedAccountIds, assumeRole }: Credentials): readonly Finding[] =>
  assumedRoleFindings("assumeRole", assumeRole, allowedAccountIds);
