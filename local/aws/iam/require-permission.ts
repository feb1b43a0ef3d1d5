import { AwsError } from "../client/aws-error";
import type { Scope } from "../gateway/scope";
import { type Decision, decide } from "./evaluation/decision";
import { readPolicyDocument } from "./evaluation/policy-document";
import { RequestContext } from "./evaluation/request-context";
import { recordUse } from "./permission-uses";
import { resourcePolicyOf } from "./policies/resource-policy";
import { rolePoliciesOf } from "./policies/role-policies";
import { resourceAccountOf, roleContext } from "./request-contexts";
import type { Permission } from "./requests/permission";
import type { RoleSession } from "./role-session";
import { undecidedNote } from "./undecided-note";

/** Refuses what a role's policies, or those of the resource, do not allow; for permissions that no request shows, too. */
export async function requirePermission(
  scope: Scope,
  session: RoleSession,
  permission: Permission,
): Promise<Decision> {
  const decision = await decisionOn(scope, session, permission);
  recordUse(scope, session, permission, decision);
  if (decision.allowed) return decision;
  throw new AwsError("AccessDenied", refusal(session, permission, decision), 403);
}

async function decisionOn(scope: Scope, session: RoleSession, permission: Permission): Promise<Decision> {
  const role = await rolePoliciesOf(scope, session.roleArn);
  const { action, resource } = permission;
  const { accountId, roleArn, arn: sessionArn } = session;
  const service = action.split(":")[0] ?? "";
  return decide(
    {
      action,
      resource,
      principal: { kind: "role", accountId, roleArn, sessionArn },
      context: new RequestContext(...roleContext(scope, session, role, permission), service),
    },
    {
      identity: role?.identity ?? [],
      boundary: role?.boundary,
      session: session.policies.map((json) => ({
        name: "session policy",
        document: readPolicyDocument(json),
      })),
      resourceAccountId: resourceAccountOf(permission, accountId),
      ...(await resourcePolicyOf(scope, permission)),
    },
  );
}

/** AWS's sentence, and what the local AWS could not judge. */
function refusal(session: RoleSession, { action, resource }: Permission, decision: Decision): string {
  const named = action.startsWith("s3:") ? `"${resource}"` : resource;
  return (
    `User: ${session.arn} is not authorized to perform: ${action} on resource: ${named} ` +
    `${decision.because}${undecidedNote(decision)}`
  );
}
