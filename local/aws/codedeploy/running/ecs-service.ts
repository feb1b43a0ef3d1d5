import { z } from "zod";
import type { AppSpec } from "./app-spec";
import { called, DeploymentFailure } from "./deployment-failure";
import type { DeploymentRun } from "./deployment-run";

const taskSet = z.looseObject({
  id: z.string(),
  taskSetArn: z.string(),
  status: z.string(),
  externalId: z.string().optional(),
  stabilityStatus: z.string(),
  launchType: z.string().optional(),
  platformVersion: z.string().optional(),
  capacityProviderStrategy: z.array(z.looseObject({})).optional(),
  networkConfiguration: z.looseObject({}).optional(),
  loadBalancers: z.array(z.looseObject({ targetGroupArn: z.string().optional() })).default([]),
});

const service = z.looseObject({
  status: z.string(),
  taskSets: z.array(taskSet).default([]),
  events: z.array(z.looseObject({ message: z.string() })).default([]),
});

const services = z.looseObject({ services: z.array(service) });
const created = z.looseObject({ taskSet });

/** A task set as ECS shows it to CodeDeploy. */
export type ShownTaskSet = z.output<typeof taskSet>;

/** The service that the group deploys to. */
export async function describeService(run: DeploymentRun): Promise<z.output<typeof service>> {
  const { cluster, service: name } = serviceOf(run);
  const answer = services.parse(await call(run, "DescribeServices", { cluster, services: [name] }));
  const [found] = answer.services;
  if (found?.status === "ACTIVE") return found;
  throw new DeploymentFailure(
    "INVALID_ECS_SERVICE",
    `The ECS cluster ${cluster} has no active service ${name}`,
  );
}

/** The task set that serves production. */
export async function primaryTaskSet(run: DeploymentRun): Promise<ShownTaskSet> {
  const { taskSets } = await describeService(run);
  const primary = taskSets.find(({ status }) => status === "PRIMARY");
  if (primary !== undefined) return primary;
  throw new DeploymentFailure("INVALID_ECS_SERVICE", "The ECS service has no PRIMARY task set");
}

/** Starts the tasks of the revision behind a target group, like those in production where the AppSpec says nothing else. */
export async function createTaskSet(
  run: DeploymentRun,
  { service: wanted }: AppSpec,
  blue: ShownTaskSet,
  targetGroupArn: string,
): Promise<ShownTaskSet> {
  const { TaskDefinition: taskDefinition, LoadBalancerInfo, NetworkConfiguration } = wanted;
  const { ContainerName: containerName, ContainerPort: containerPort } = LoadBalancerInfo;
  const answer = await call(run, "CreateTaskSet", {
    ...serviceOf(run),
    externalId: run.deployment.info.deploymentId,
    taskDefinition,
    loadBalancers: [{ targetGroupArn, containerName, containerPort }],
    networkConfiguration: networkOf(NetworkConfiguration) ?? blue.networkConfiguration,
    platformVersion: wanted.PlatformVersion ?? blue.platformVersion,
    ...capacityOf(wanted, blue),
    scale: { value: 100, unit: "PERCENT" },
  });
  return created.parse(answer).taskSet;
}

/** Makes a task set the one that the service stands for. */
export async function makePrimary(run: DeploymentRun, { taskSetArn }: ShownTaskSet): Promise<void> {
  await call(run, "UpdateServicePrimaryTaskSet", { ...serviceOf(run), primaryTaskSet: taskSetArn });
}

export async function deleteTaskSet(run: DeploymentRun, { taskSetArn }: ShownTaskSet): Promise<void> {
  await call(run, "DeleteTaskSet", { ...serviceOf(run), taskSet: taskSetArn, force: true });
}

function serviceOf({ deployment }: DeploymentRun): { readonly cluster: string; readonly service: string } {
  const [named] = deployment.group.ecsServices ?? [];
  return { cluster: named?.clusterName ?? "", service: named?.serviceName ?? "" };
}

function networkOf(given: AppSpec["service"]["NetworkConfiguration"]): object | undefined {
  if (given === undefined) return undefined;
  const { Subnets, SecurityGroups, AssignPublicIp } = given.AwsvpcConfiguration;
  return {
    awsvpcConfiguration: {
      subnets: Subnets,
      ...(SecurityGroups === undefined ? {} : { securityGroups: SecurityGroups }),
      ...(AssignPublicIp === undefined ? {} : { assignPublicIp: AssignPublicIp }),
    },
  };
}

function capacityOf({ CapacityProviderStrategy: given }: AppSpec["service"], blue: ShownTaskSet): object {
  if (given === undefined) {
    const { capacityProviderStrategy, launchType } = blue;
    return capacityProviderStrategy === undefined ? { launchType } : { capacityProviderStrategy };
  }
  return {
    capacityProviderStrategy: given.map(({ Base, CapacityProvider, Weight }) => ({
      capacityProvider: CapacityProvider,
      ...(Base === undefined ? {} : { base: Base }),
      ...(Weight === undefined ? {} : { weight: Weight }),
    })),
  };
}

async function call(run: DeploymentRun, operation: string, input: object): Promise<unknown> {
  return called(
    run.roleArn,
    "AmazonECS",
    () => run.client.call("ecs", operation, input),
    (said, code) =>
      new DeploymentFailure(
        "ECS_UPDATE_ERROR",
        `The ECS service cannot be updated due to an unexpected error: ${said} (Service: AmazonECS; Error Code: ${code})`,
      ),
  );
}
