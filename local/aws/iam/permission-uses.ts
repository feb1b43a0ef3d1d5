import type { Scope } from "../gateway/scope";
import type { DecidingStatement, Decision } from "./evaluation/decision";
import { AccountState } from "./policies/account-state";
import type { Permission } from "./requests/permission";
import { undecidedSentences } from "./undecided-note";

/** One permission that a role needed, and whether it had it. */
export interface PermissionUse {
  readonly roleArn: string;
  readonly action: string;
  readonly resource: string;
  readonly allowed: boolean;
  /** The statements that allowed it, or the one that denied it, with the patterns that matched. */
  readonly statements: readonly DecidingStatement[];
  /** Why it was refused. */
  readonly because?: string;
  /** Statements that could not be judged. */
  readonly undecided: readonly string[];
  /** In ISO 8601. */
  readonly time: string;
}

const usesIn = new AccountState<PermissionUse[]>(() => []);

/** Keeps what a role needed, in the role's account. */
export function recordUse(
  scope: Scope,
  role: { readonly roleArn: string; readonly accountId: string },
  { action, resource }: Permission,
  { allowed, statements, because, undecided }: Decision,
): void {
  usesIn.of(scope, role.accountId).push({
    roleArn: role.roleArn,
    action,
    resource,
    allowed,
    statements,
    ...(because === undefined ? {} : { because }),
    undecided: undecidedSentences(undecided),
    time: new Date(scope.clock.now()).toISOString(),
  });
}

/** What the roles of an account needed so far, oldest first; of one role, where one is named. */
export function permissionUses(scope: Scope, roleArn?: string): readonly PermissionUse[] {
  return usesIn.of(scope).filter((use) => roleArn === undefined || use.roleArn === roleArn);
}
