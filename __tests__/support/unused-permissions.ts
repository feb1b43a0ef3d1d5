/** A permission that a role has and that no story uses, and why it stays. Reviewed: a line more is a decision. */
export interface UnusedPermission {
  readonly action: string;
  /** How the roles are named that have it. */
  readonly roles: RegExp;
  readonly reason: string;
}

export const unusedPermissions: readonly UnusedPermission[] = [];
