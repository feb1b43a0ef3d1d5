import { AwsError } from "../client/aws-error";
import { elements } from "../client/xml";
import type { Scope } from "../gateway/scope";
import { lets, statementsOf } from "../iam/policy";

const SERVICE = "codestar-notifications.amazonaws.com";

/** Whether the service reaches a target: a topic must exist here and let it publish. Channels are taken as reached. */
export async function targetStatus(
  scope: Scope,
  target: { readonly TargetType: string; readonly TargetAddress: string },
): Promise<"ACTIVE" | "UNREACHABLE"> {
  if (target.TargetType !== "SNS") return "ACTIVE";
  const policy = await policyOfTopic(scope, target.TargetAddress);
  const isReached =
    policy !== undefined && lets(statementsOf(policy), SERVICE, "sns:Publish", target.TargetAddress);
  return isReached ? "ACTIVE" : "UNREACHABLE";
}

async function policyOfTopic(scope: Scope, TopicArn: string): Promise<string | undefined> {
  try {
    const xml = await scope.moto.query("sns", "GetTopicAttributes", { TopicArn });
    return elements(xml, "value")[elements(xml, "key").indexOf("Policy")];
  } catch (error) {
    if (error instanceof AwsError && error.code === "NotFound") return undefined;
    throw error;
  }
}
