import type { Scope } from "../gateway/scope";
import { type Decision, decide } from "./evaluation/decision";
import { readPolicyDocument } from "./evaluation/policy-document";
import { RequestContext } from "./evaluation/request-context";
import { resourcePolicyOf } from "./policies/resource-policy";
import { rolePoliciesOf } from "./policies/role-policies";
import { resourceAccountOf, roleContext } from "./request-contexts";
import type { Permission } from "./requests/permission";
import type { RoleSession } from "./role-session";

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
