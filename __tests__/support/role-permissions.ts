import type { LocalAccount } from "../../local/aws/local-account";

/** What a role was denied so far, and what it has and has not used. */
export interface RolePermissions {
  readonly missing: readonly string[];
  /** `action on resource`, as its policy writes them; those on the artifact store and the log are every build's. */
  readonly unused: readonly string[];
}

/** What somebody who acts as a role needed and had so far. */
export async function permissionsOf(account: LocalAccount, role: string): Promise<RolePermissions> {
  const missing = (await account.permissionUses(role)).filter(({ allowed }) => !allowed);
  const unused = (await account.grants(role)).filter(({ used }) => !used);
  return {
    missing: missing.map(({ action, resource }) => `${action} on ${resource}`),
    unused: unused.map(({ action, resource }) => `${action} on ${resource}`).sort(),
  };
}
