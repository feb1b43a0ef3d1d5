import { z } from "zod";
import { AwsError } from "./client/aws-error";
import type { LocalAccount } from "./local-account";
import { targetGroupArn } from "./local-load-balancer";
import { createSubnets } from "./local-subnets";

/** A service that exists before any pipeline deploys to it; on Fargate, unless its task definition says otherwise. */
export interface EcsServiceSettings {
  readonly cluster: string;
  readonly service: string;
  /** Default: a container named like the service. */
  readonly container?: string;
  /** Default: ECS. */
  readonly deploymentController?: "ECS" | "CODE_DEPLOY";
  /** Names of roles of the task definition, made unless they exist. Default: `<service>-execution` and `<service>-task`. */
  readonly roles?: { readonly execution?: string; readonly task?: string };
  /** A whole task definition, as RegisterTaskDefinition takes it. Its roles are made unless they exist. Default: one container. */
  readonly taskDefinition?: object;
  /** Default: none. */
  readonly loadBalancer?: ServiceLoadBalancer;
  /** Default: a network of its own. */
  readonly network?: { readonly subnetIds: readonly string[]; readonly securityGroupIds?: readonly string[] };
}

/** Where the tasks of a service get their traffic from. */
export interface ServiceLoadBalancer {
  readonly targetGroupName: string;
  readonly containerName: string;
  readonly containerPort: number;
}

/** The image of a container that runs. */
export interface RunningImage {
  readonly image: string;
  /** Undefined for an image of another registry than ECR. */
  readonly digest: string | undefined;
}

const TASK_EXECUTION_POLICY = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy";

const document = z.looseObject({
  family: z.string(),
  networkMode: z.string().default("bridge"),
  requiresCompatibilities: z.array(z.string()).default([]),
  executionRoleArn: z.string().optional(),
  taskRoleArn: z.string().optional(),
});

const runningTasks = z.object({
  tasks: z.array(
    z.object({
      containers: z.array(
        z.object({ name: z.string(), image: z.string(), imageDigest: z.string().optional() }),
      ),
    }),
  ),
});

/** A cluster with one service. */
export async function createEcsService(
  account: LocalAccount,
  settings: EcsServiceSettings,
): Promise<{ serviceArn: string }> {
  const { cluster, service, deploymentController = "ECS" } = settings;
  await account.call("ecs", "CreateCluster", { clusterName: cluster });
  const { execution, task } = rolesOf(settings);
  if (execution !== undefined) await createTaskRole(account, execution, TASK_EXECUTION_POLICY);
  if (task !== undefined) await createTaskRole(account, task);
  const definition = document.parse(taskDefinitionOf(account, settings));
  await registerTaskDefinition(account, settings);
  const answer = await account.call("ecs", "CreateService", {
    cluster,
    serviceName: service,
    taskDefinition: definition.family,
    desiredCount: 1,
    launchType: definition.requiresCompatibilities.includes("FARGATE") ? "FARGATE" : "EC2",
    deploymentController: { type: deploymentController },
    ...(await trafficOf(account, settings)),
    ...(definition.networkMode === "awsvpc" ? await networkOf(account, settings) : {}),
  });
  return z.object({ service: z.object({ serviceArn: z.string() }) }).parse(answer).service;
}

/** A new revision of a service's task definition, which the service does not use yet. */
export async function registerTaskDefinition(
  account: LocalAccount,
  settings: EcsServiceSettings,
): Promise<void> {
  await account.call("ecs", "RegisterTaskDefinition", taskDefinitionOf(account, settings));
}

function taskDefinitionOf(account: LocalAccount, settings: EcsServiceSettings): object {
  const { service, container = service, taskDefinition } = settings;
  if (taskDefinition !== undefined) return taskDefinition;
  const roles = rolesOf(settings);
  const roleArn = (name?: string) => name && `arn:aws:iam::${account.accountId}:role/${name}`;
  return {
    family: service,
    networkMode: "awsvpc",
    requiresCompatibilities: ["FARGATE"],
    cpu: "256",
    memory: "512",
    executionRoleArn: roleArn(roles.execution),
    taskRoleArn: roleArn(roles.task),
    containerDefinitions: [{ name: container, image: "scratch", essential: true, memory: 512 }],
  };
}

async function trafficOf(account: LocalAccount, { loadBalancer }: EcsServiceSettings): Promise<object> {
  if (loadBalancer === undefined) return {};
  const { targetGroupName, ...container } = loadBalancer;
  return {
    loadBalancers: [{ targetGroupArn: await targetGroupArn(account, targetGroupName), ...container }],
  };
}

async function networkOf(account: LocalAccount, { network }: EcsServiceSettings): Promise<object> {
  const { subnetIds = await createSubnets(account, 1), securityGroupIds = [] } = network ?? {};
  const awsvpcConfiguration = { subnets: subnetIds, securityGroups: securityGroupIds };
  return { networkConfiguration: { awsvpcConfiguration } };
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

function rolesOf({
  service,
  roles,
  taskDefinition,
}: EcsServiceSettings): NonNullable<EcsServiceSettings["roles"]> {
  if (roles !== undefined) return roles;
  if (taskDefinition === undefined) return { execution: `${service}-execution`, task: `${service}-task` };
  const { executionRoleArn, taskRoleArn } = document.parse(taskDefinition);
  const name = (arn: string | undefined) => arn?.split("/").at(-1);
  const [execution, task] = [name(executionRoleArn), name(taskRoleArn)];
  return { ...(execution && { execution }), ...(task && { task }) };
}
