import { AwsError } from "../client/aws-error";
import type { Scope } from "../gateway/scope";
import type { Decision } from "./evaluation/decision";
import { permissionDecision } from "./permission-decision";
import { recordUse } from "./permission-uses";
import type { Permission } from "./requests/permission";
import type { RoleSession } from "./role-session";
import { undecidedNote } from "./undecided-note";

/** Refuses what a role's policies, or those of the resource, do not allow; for permissions that no request shows, too. */
export async function requirePermission(
  scope: Scope,
  session: RoleSession,
  permission: Permission,
): Promise<Decision> {
  const decision = await permissionDecision(scope, session, permission);
  recordUse(scope, session, permission, decision);
  if (decision.allowed) return decision;
  throw new AwsError("AccessDenied", refusal(session, permission, decision), 403);
}

/** AWS's sentence, and what the local AWS could not judge. */
function refusal(session: RoleSession, { action, resource }: Permission, decision: Decision): string {
  const named = action.startsWith("s3:") ? `"${resource}"` : resource;
  return (
    `User: ${session.arn} is not authorized to perform: ${action} on resource: ${named} ` +
    `${decision.because}${undecidedNote(decision)}`
  );
}
