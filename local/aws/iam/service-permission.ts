import type { Scope } from "../gateway/scope";
import { decide } from "./evaluation/decision";
import { RequestContext } from "./evaluation/request-context";
import { resourcePolicyOf } from "./policies/resource-policy";
import { resourceAccountOf, serviceContext } from "./request-contexts";
import type { Permission } from "./requests/permission";
import type { ServiceContext } from "./role";
import { undecidedNote } from "./undecided-note";

/** Why a resource's own policy does not let an AWS service do something, or undefined when it does. */
export async function whyServiceMayNot(
  scope: Scope,
  service: string,
  permission: Permission,
  context?: ServiceContext,
): Promise<string | undefined> {
  const { action, resource } = permission;
  const [values, knownKeys] = serviceContext(scope, service, context);
  const decision = decide(
    {
      action,
      resource,
      principal: { kind: "service", name: service },
      context: new RequestContext(
        { ...values, ...permission.context },
        knownKeys,
        action.split(":")[0] ?? "",
      ),
    },
    {
      identity: [],
      resourceAccountId: resourceAccountOf(permission, scope.accountId),
      ...(await resourcePolicyOf(scope, permission)),
    },
  );
  if (decision.allowed) return undefined;
  return `the policy of ${resource} does not let ${service} do ${action}${undecidedNote(decision)}`;
}
