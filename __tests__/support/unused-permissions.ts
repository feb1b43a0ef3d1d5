/** A permission that a role has and that no story uses, and why it stays. A line more or less is a decision: review it. */
export interface UnusedPermission {
  /** What the role is for: the end of its name. */
  readonly role: string;
  readonly action: string;
  readonly reason: string;
}

export const unusedPermissions: readonly UnusedPermission[] = [];
