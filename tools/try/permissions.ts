import { parseArn } from "../../local/aws/arn";
import { type Grant, LocalAccount } from "../../local/aws/local-account";
import type { Workspace } from "../../local/terraform/workspace";
import { heading, say } from "./say";

/** A role or a user that was applied, and what it may do. */
export interface RoleGrants {
  readonly roleName: string;
  readonly grants: readonly Grant[];
}

/** The roles and users that applied stacks made, by name, each with what it may do and whether anything used it. */
export async function grantsOf(
  workspaces: readonly Workspace[],
  { endpoint, region }: Pick<LocalAccount, "endpoint" | "region">,
): Promise<readonly RoleGrants[]> {
  const resources = (await Promise.all(workspaces.map((one) => one.stateResources()))).flat();
  const arns = resources
    .filter(({ mode, type }) => mode === "managed" && principalTypes.includes(type))
    .map(({ values }) => String(values.arn))
    .sort();
  return Promise.all(
    arns.map(async (arn) => {
      const account = new LocalAccount(endpoint, parseArn(arn)?.accountId ?? "", region);
      return { roleName: arn.split("/").at(-1) ?? arn, grants: await account.grants(arn) };
    }),
  );
}

const principalTypes = ["aws_iam_role", "aws_iam_user"];

/** Says of each role how much of what it may do was used by what was played. */
export async function showPermissions(...of: Parameters<typeof grantsOf>): Promise<void> {
  const roles = await grantsOf(...of);
  if (roles.length === 0) return;
  heading("What each role used of what it may do");
  const width = Math.max(...roles.map(({ roleName }) => roleName.length));
  for (const { roleName, grants } of roles) {
    const unused = grants.filter(({ used }) => !used).map(({ action }) => action);
    const not = unused.length === 0 ? "" : `, not ${[...new Set(unused)].join(", ")}`;
    say(`  ${roleName.padEnd(width)}  ${grants.length - unused.length} of ${grants.length}${not}`);
  }
}
