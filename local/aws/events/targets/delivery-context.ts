import type { Scope } from "../../gateway/scope";
import { requirePermission } from "../../iam/require-permission";
import type { Delivery } from "../delivery";
import type { Rule, Target } from "../rule";

/** What a target needs to know of an event that is delivered to it. */
export interface DeliveryContext {
  readonly scope: Scope;
  readonly rule: Rule;
  readonly target: Target;
  readonly input: string;
}

/** What came of a delivery. */
export type Outcome = Pick<Delivery, "outcome" | "detail">;

/** Fails unless EventBridge may assume the target's role and the role may do the action on the target. */
export async function assumeTargetRole(
  { scope, rule, target }: DeliveryContext,
  action: string,
): Promise<void> {
  if (target.RoleArn === undefined) throw new Error(`the target ${target.Arn} has no role`);
  const session = await scope.sessions.openForService(
    scope,
    target.RoleArn,
    "events.amazonaws.com",
    rule.Name,
    { sourceArn: rule.Arn, sourceAccount: scope.accountId },
  );
  await requirePermission(scope, session, { action, resource: target.Arn });
}
