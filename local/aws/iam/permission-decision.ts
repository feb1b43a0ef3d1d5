import type { Scope } from "../gateway/scope";
import { type Identity, principalArnOf } from "./caller";
import { type Decision, decide } from "./evaluation/decision";
import { readPolicyDocument } from "./evaluation/policy-document";
import type { Principal } from "./evaluation/principal";
import { RequestContext } from "./evaluation/request-context";
import { principalPoliciesOf } from "./policies/principal-policies";
import { resourcePolicyOf } from "./policies/resource-policy";
import { identityContext, resourceAccountOf } from "./request-contexts";
import type { Permission } from "./requests/permission";

/** What all policies together say of something that a role or a user wants to do. Nothing is recorded. */
export async function permissionDecision(
  scope: Scope,
  identity: Identity,
  permission: Permission,
): Promise<Decision> {
  const own = await principalPoliciesOf(scope, principalArnOf(identity));
  const { action, resource } = permission;
  const { accountId } = identity;
  const sessionPolicies = identity.kind === "role" ? identity.policies : [];
  const service = action.split(":")[0] ?? "";
  return decide(
    {
      action,
      resource,
      principal: principalOf(identity),
      context: new RequestContext(...identityContext(scope, identity, own, permission), service),
    },
    {
      identity: own?.identity ?? [],
      boundary: own?.boundary,
      session: sessionPolicies.map((json) => ({
        name: "session policy",
        document: readPolicyDocument(json),
      })),
      resourceAccountId: resourceAccountOf(permission, accountId),
      ...(await resourcePolicyOf(scope, permission)),
    },
  );
}

function principalOf(identity: Identity): Principal {
  const { accountId, arn } = identity;
  if (identity.kind === "user") return { kind: "user", accountId, userArn: arn };
  return { kind: "role", accountId, roleArn: identity.roleArn, sessionArn: arn };
}
