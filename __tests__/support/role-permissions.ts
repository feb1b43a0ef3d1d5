import type { LocalAccount } from "../../local/aws/local-account";

/** How a role's permissions fit what it does. */
export interface RolePermissions {
  /** What it was denied, and where. */
  readonly missing: readonly string[];
  /** What it never used of what it has, in order. */
  readonly unused: readonly string[];
}

/** What a role was denied so far, and what it has and has not used. */
export async function permissionsOf(account: LocalAccount, role: string): Promise<RolePermissions> {
  const missing = (await account.permissionUses(role)).filter(({ allowed }) => !allowed);
  const unused = (await account.grants(role)).filter(({ used }) => !used);
  return {
    missing: missing.map(({ action, resource }) => `${action} on ${resource}`),
    unused: unused.map(({ action }) => action).sort(),
  };
}
