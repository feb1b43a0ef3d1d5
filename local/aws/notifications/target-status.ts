import type { Scope } from "../gateway/scope";
import { whyServiceMayNot } from "../iam/service-permission";

const SERVICE = "codestar-notifications.amazonaws.com";

/** Whether the service reaches a target: a topic must exist here and let it publish. Channels are taken as reached. */
export async function targetStatus(
  scope: Scope,
  target: { readonly TargetType: string; readonly TargetAddress: string },
): Promise<"ACTIVE" | "UNREACHABLE"> {
  if (target.TargetType !== "SNS") return "ACTIVE";
  const problem = await whyServiceMayNot(
    scope,
    SERVICE,
    { action: "sns:Publish", resource: target.TargetAddress },
    { sourceAccount: scope.accountId },
  );
  return problem === undefined ? "ACTIVE" : "UNREACHABLE";
}
