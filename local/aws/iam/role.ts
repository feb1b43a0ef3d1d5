import type { Scope } from "../gateway/scope";
import { decide } from "./evaluation/decision";
import { RequestContext } from "./evaluation/request-context";
import { rolePoliciesOf } from "./policies/role-policies";
import { serviceContext } from "./request-contexts";
import { undecidedNote } from "./undecided-note";

/** On whose behalf an AWS service does something: of which resource, in which account. */
export interface ServiceContext {
  readonly sourceArn?: string;
  readonly sourceAccount?: string;
}

/** Why an AWS service can't assume a role, or undefined when it can. */
export async function whyNotAssumable(
  scope: Scope,
  roleArn: string,
  service: string,
  context?: ServiceContext,
): Promise<string | undefined> {
  if (!/^arn:[^:]+:iam::\d{12}:role\/./.test(roleArn)) return `"${roleArn}" is not the ARN of a role`;
  const role = await rolePoliciesOf(scope, roleArn);
  if (role === undefined) return `the role ${roleArn} does not exist`;
  const decision = decide(
    {
      action: "sts:AssumeRole",
      resource: roleArn,
      principal: { kind: "service", name: service },
      context: new RequestContext(...serviceContext(scope, service, context), "sts"),
    },
    { identity: [], resource: role.trust, resourceAccountId: scope.accountId },
  );
  if (decision.allowed) return undefined;
  return `the trust policy of the role ${roleArn} does not let ${service} assume it${undecidedNote(decision)}`;
}
