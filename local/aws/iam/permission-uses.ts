import type { Scope } from "../gateway/scope";
import { type Identity, principalArnOf } from "./caller";
import type { DecidingStatement, Decision } from "./evaluation/decision";
import { AccountState } from "./policies/account-state";
import type { Permission } from "./requests/permission";
import { undecidedSentences } from "./undecided-note";

/** One permission that a role or a user needed, and whether it had it. */
export interface PermissionUse {
  /** The role's or the user's. */
  readonly principalArn: string;
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

/** Keeps what a role or a user needed, in its account. */
export function recordUse(
  scope: Scope,
  identity: Identity,
  { action, resource }: Permission,
  { allowed, statements, because, undecided }: Decision,
): void {
  usesIn.of(scope, identity.accountId).push({
    principalArn: principalArnOf(identity),
    action,
    resource,
    allowed,
    statements,
    ...(because === undefined ? {} : { because }),
    undecided: undecidedSentences(undecided),
    time: new Date(scope.clock.now()).toISOString(),
  });
}

/** What the roles and users of an account needed so far, oldest first; of one, where one is named. */
export function permissionUses(scope: Scope, principalArn?: string): readonly PermissionUse[] {
  return usesIn.of(scope).filter((use) => principalArn === undefined || use.principalArn === principalArn);
}
