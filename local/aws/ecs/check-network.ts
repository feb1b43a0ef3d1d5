import { AwsError } from "../client/aws-error";
import type { Scope } from "../gateway/scope";
import type { TaskNetwork } from "./one-off-task";
import { invalid } from "./run-task-input";

/** Refuses subnets and security groups that do not exist. */
export async function checkNetwork(scope: Scope, { subnets, securityGroups }: TaskNetwork): Promise<void> {
  if (subnets.length === 0) throw invalid("subnets can not be empty.");
  await described(scope, "DescribeSubnets", "SubnetId", subnets, "subnet");
  await described(scope, "DescribeSecurityGroups", "GroupId", securityGroups, "security group");
}

async function described(
  scope: Scope,
  operation: string,
  parameter: string,
  ids: readonly string[],
  what: string,
): Promise<void> {
  if (ids.length === 0) return;
  const input = Object.fromEntries(ids.map((id, index) => [`${parameter}.${index + 1}`, id]));
  try {
    await scope.moto.query("ec2", operation, input);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const reason = `${error.message} (ErrorCode: ${error.code})`;
    throw invalid(`Error retrieving ${what} information for [${ids.join(", ")}]: ${reason}`);
  }
}
