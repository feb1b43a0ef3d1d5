import { AwsError } from "../client/aws-error";
import type { Scope } from "../gateway/scope";
import type { Identity } from "./caller";
import type { Decision } from "./evaluation/decision";
import { permissionDecision } from "./permission-decision";
import { recordUse } from "./permission-uses";
import type { Permission } from "./requests/permission";
import { undecidedNote } from "./undecided-note";

/** Refuses what the policies of a role or a user, or those of the resource, do not allow; for permissions that no request shows, too. */
export async function requirePermission(
  scope: Scope,
  identity: Identity,
  permission: Permission,
): Promise<Decision> {
  const decision = await permissionDecision(scope, identity, permission);
  recordUse(scope, identity, permission, decision);
  if (decision.allowed) return decision;
  throw new AwsError("AccessDenied", refusal(identity, permission, decision), 403);
}

/** AWS's sentence, and what the local AWS could not judge. */
function refusal(identity: Identity, { action, resource }: Permission, decision: Decision): string {
  const named = action.startsWith("s3:") ? `"${resource}"` : resource;
  return (
    `User: ${identity.arn} is not authorized to perform: ${action} on resource: ${named} ` +
    `${decision.because}${undecidedNote(decision)}`
  );
}
