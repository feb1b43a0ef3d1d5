import type { Scope } from "../gateway/scope";
import type { RoleSession } from "./role-session";

/** An action that no request of its own asks for, such as the use of a connection. */
export interface RequiredPermission {
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, string>>;
}

/** Throws AWS's error where the role of a session may not do something. */
export async function requirePermission(
  _scope: Scope,
  _session: RoleSession,
  _required: RequiredPermission,
): Promise<void> {}
