import type { Scope } from "../gateway/scope";
import { type Decision, decide } from "./evaluation/decision";
import { readPolicyDocument } from "./evaluation/policy-document";
import { RequestContext } from "./evaluation/request-context";
import { resourcePolicyOf } from "./policies/resource-policy";
import { rolePoliciesOf } from "./policies/role-policies";
import { resourceAccountOf, roleContext } from "./request-contexts";
import type { Permission } from "./requests/permission";
import type { RoleSession } from "./role-session";
import { undecidedNote } from "./undecided-note";

/** What all policies together say of something that a role wants to do. Nothing is recorded. */
export async function permissionDecision(
  scope: Scope,
  session: RoleSession,
  permission: Permission,
): Promise<Decision> {
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

/** Why a role's policies don't let it do something, or undefined when they do; for services that ask beforehand. */
export async function whyNotAllowed(
  scope: Scope,
  roleArn: string,
  permission: Permission,
): Promise<string | undefined> {
  const decision = await permissionDecision(scope, scope.sessions.open(roleArn, "check"), permission);
  if (decision.allowed) return undefined;
  const { action, resource } = permission;
  return `${action} on ${resource}: ${decision.because}${undecidedNote(decision)}`;
}
