import { z } from "zod";
import type { AwsClient } from "../../../local/aws/client/aws-client";
import type { TestAccount } from "./on-local-aws";

const shown = z.looseObject({
  taskArn: z.string(),
  lastStatus: z.string(),
  containers: z.array(z.looseObject({ name: z.string(), exitCode: z.number().optional() })),
});

const answer = z.looseObject({ tasks: z.array(shown) });

/** A task as ECS tells it. */
export type ShownTask = z.output<typeof shown>;

/** A task definition of Fargate that ECS takes. */
export function fargateDefinition(account: TestAccount, more: object = {}, container: object = {}): object {
  return {
    family: "migrate",
    networkMode: "awsvpc",
    requiresCompatibilities: ["FARGATE"],
    cpu: "256",
    memory: "512",
    executionRoleArn: `arn:aws:iam::${account.accountId}:role/execution`,
    containerDefinitions: [{ name: "rails", image: "rails", command: ["rails", "server"], ...container }],
    ...more,
  };
}

/** An account with a cluster, a network, an execution role and a task definition `migrate`; answers with its subnet. */
export async function prepare(
  account: TestAccount,
  more: object = {},
  container: object = {},
): Promise<string> {
  await account.call("ecs", "CreateCluster", { clusterName: "cluster" });
  await account.createRole("execution", "ecs-tasks.amazonaws.com", ["ecr:*", "logs:*", "ssm:*"]);
  await account.call("ecs", "RegisterTaskDefinition", fargateDefinition(account, more, container));
  const vpc = await account.query("ec2", "CreateVpc", { CidrBlock: "10.0.0.0/16" });
  const VpcId = /<vpcId>(.*?)</.exec(vpc)?.[1] ?? "";
  const subnet = await account.query("ec2", "CreateSubnet", { VpcId, CidrBlock: "10.0.0.0/24" });
  return /<subnetId>(.*?)</.exec(subnet)?.[1] ?? "";
}

/** What RunTask needs for a task in this subnet. */
export const inSubnet = (subnet: string) => ({
  cluster: "cluster",
  taskDefinition: "migrate",
  launchType: "FARGATE",
  networkConfiguration: { awsvpcConfiguration: { subnets: [subnet] } },
});

/** Runs tasks; answers with the first one. */
export async function runTask(client: Pick<AwsClient, "call">, input: object): Promise<ShownTask> {
  const [task] = answer.parse(await client.call("ecs", "RunTask", input)).tasks;
  if (task === undefined) throw new Error("No task was run.");
  return task;
}

/** A task as it is now. */
export async function taskNow(account: TestAccount, { taskArn }: ShownTask): Promise<ShownTask> {
  const described = await account.call("ecs", "DescribeTasks", { cluster: "cluster", tasks: [taskArn] });
  const [task] = answer.parse(described).tasks;
  if (task === undefined) throw new Error(`There is no task ${taskArn}.`);
  return task;
}
