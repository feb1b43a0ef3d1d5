import { z } from "zod";
import { AwsError } from "./client/aws-error";
import { elementText } from "./client/xml";
import type { LocalAccount } from "./local-account";

/** A service on Fargate that exists before any pipeline deploys to it. */
export interface EcsServiceSettings {
  readonly cluster: string;
  readonly service: string;
  /** Default: a container named like the service. */
  readonly container?: string;
  /** Default: ECS. */
  readonly deploymentController?: "ECS" | "CODE_DEPLOY";
  /** Names of roles of the task definition, made unless they exist. Default: `<service>-execution` and `<service>-task`. */
  readonly roles?: { readonly execution?: string; readonly task?: string };
}

/** The image of a container that runs. */
export interface RunningImage {
  readonly image: string;
  /** Undefined for an image of another registry than ECR. */
  readonly digest: string | undefined;
}

const TASK_EXECUTION_POLICY = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy";

const runningTasks = z.object({
  tasks: z.array(
    z.object({
      containers: z.array(
        z.object({ name: z.string(), image: z.string(), imageDigest: z.string().optional() }),
      ),
    }),
  ),
});

/** A cluster with one Fargate service in a network of its own. */
export async function createEcsService(
  account: LocalAccount,
  settings: EcsServiceSettings,
): Promise<{ serviceArn: string }> {
  const { cluster, service, deploymentController = "ECS" } = settings;
  await account.call("ecs", "CreateCluster", { clusterName: cluster });
  const { execution, task } = rolesOf(settings);
  if (execution !== undefined) await createTaskRole(account, execution, TASK_EXECUTION_POLICY);
  if (task !== undefined) await createTaskRole(account, task);
  await registerTaskDefinition(account, settings);
  const answer = await account.call("ecs", "CreateService", {
    cluster,
    serviceName: service,
    taskDefinition: service,
    desiredCount: 1,
    launchType: "FARGATE",
    deploymentController: { type: deploymentController },
    networkConfiguration: {
      awsvpcConfiguration: { subnets: [await createSubnet(account)], securityGroups: [] },
    },
  });
  return z.object({ service: z.object({ serviceArn: z.string() }) }).parse(answer).service;
}

/** A new revision of a service's task definition, which the service does not use yet. */
export async function registerTaskDefinition(
  account: LocalAccount,
  settings: EcsServiceSettings,
): Promise<void> {
  const { service, container = service } = settings;
  const roles = rolesOf(settings);
  const roleArn = (name?: string) => name && `arn:aws:iam::${account.accountId}:role/${name}`;
  await account.call("ecs", "RegisterTaskDefinition", {
    family: service,
    networkMode: "awsvpc",
    requiresCompatibilities: ["FARGATE"],
    cpu: "256",
    memory: "512",
    executionRoleArn: roleArn(roles.execution),
    taskRoleArn: roleArn(roles.task),
    containerDefinitions: [{ name: container, image: "scratch", essential: true, memory: 512 }],
  });
}

/** What a service runs now: each container of its newest task, its image and the digest that this was pulled by. */
export async function runningImages(
  account: LocalAccount,
  cluster: string,
  serviceName: string,
): Promise<Readonly<Record<string, RunningImage>>> {
  const { taskArns } = z
    .object({ taskArns: z.array(z.string()) })
    .parse(await account.call("ecs", "ListTasks", { cluster, serviceName }));
  const newest = taskArns.slice(-1);
  if (newest.length === 0) return {};
  const { tasks } = runningTasks.parse(
    await account.call("ecs", "DescribeTasks", { cluster, tasks: newest }),
  );
  const containers = tasks.flatMap((task) => task.containers);
  return Object.fromEntries(
    containers.map(({ name, image, imageDigest }) => [name, { image, digest: imageDigest }]),
  );
}

async function createTaskRole(account: LocalAccount, RoleName: string, PolicyArn?: string): Promise<void> {
  const statement = {
    Effect: "Allow",
    Principal: { Service: "ecs-tasks.amazonaws.com" },
    Action: "sts:AssumeRole",
  };
  const AssumeRolePolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  try {
    await account.query("iam", "CreateRole", { RoleName, AssumeRolePolicyDocument });
  } catch (error) {
    // One role may be the task role of one service and the execution role of another.
    if (!(error instanceof AwsError && error.code === "EntityAlreadyExists")) throw error;
  }
  if (PolicyArn !== undefined) await account.query("iam", "AttachRolePolicy", { RoleName, PolicyArn });
}

async function createSubnet(account: LocalAccount): Promise<string> {
  const vpc = await account.query("ec2", "CreateVpc", { CidrBlock: "10.0.0.0/16" });
  const VpcId = elementText(vpc, "vpcId") ?? "";
  const subnet = await account.query("ec2", "CreateSubnet", { VpcId, CidrBlock: "10.0.0.0/24" });
  return elementText(subnet, "subnetId") ?? "";
}

function rolesOf({ service, roles }: EcsServiceSettings): NonNullable<EcsServiceSettings["roles"]> {
  return roles ?? { execution: `${service}-execution`, task: `${service}-task` };
}
