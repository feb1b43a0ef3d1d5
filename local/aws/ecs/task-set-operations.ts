import { z } from "zod";
import { AwsError } from "../client/aws-error";
import type { Scope } from "../gateway/scope";
import { type Operation, operation } from "../gateway/service";
import { taskDefinitionOf } from "./task-definition";
import { shownTaskSet } from "./task-set";
import { addTaskSet, deleteTaskSet, makePrimary, scaleTaskSet, taskSetNamed, taskSetsOf } from "./task-sets";

const NO_TASKS = "moto's task sets run no tasks";

const scale = z.object({ value: z.number().min(0).max(100), unit: z.literal("PERCENT").default("PERCENT") });
const ofService = z.looseObject({ cluster: z.string().default("default"), service: z.string() });
const ofTaskSet = ofService.extend({ taskSet: z.string() });
const primaryTaskSet = ofService.extend({ primaryTaskSet: z.string() });
const changedScale = ofTaskSet.extend({ scale });
const deletion = ofTaskSet.extend({ force: z.boolean().default(false) });
const some = ofService.extend({ taskSets: z.array(z.string()).default([]) });
const newTaskSet = ofService.extend({
  taskDefinition: z.string(),
  externalId: z.string().optional(),
  loadBalancers: z
    .array(
      z.looseObject({
        targetGroupArn: z.string(),
        containerName: z.string(),
        containerPort: z.number().int(),
      }),
    )
    .optional(),
  networkConfiguration: z.looseObject({}).optional(),
  launchType: z.string().optional(),
  capacityProviderStrategy: z.array(z.looseObject({})).optional(),
  platformVersion: z.string().optional(),
  scale: scale.optional(),
});

/** CreateTaskSet and what follows it. */
export const taskSetOperations: Readonly<Record<string, Operation>> = {
  CreateTaskSet: operation(NO_TASKS, newTaskSet, createTaskSet),
  DescribeTaskSets: operation(NO_TASKS, some, async ({ taskSets, ...input }, scope) => {
    const serviceArn = await serviceArnOf(scope, input);
    const found =
      taskSets.length === 0
        ? taskSetsOf(scope, serviceArn)
        : taskSets.map((name) => taskSetNamed(scope, serviceArn, name));
    return { taskSets: found.map(shownTaskSet), failures: [] };
  }),
  UpdateTaskSet: operation(NO_TASKS, changedScale, async (input, scope) => {
    const serviceArn = await serviceArnOf(scope, input);
    return { taskSet: shownTaskSet(await scaleTaskSet(scope, serviceArn, input.taskSet, input.scale)) };
  }),
  UpdateServicePrimaryTaskSet: operation(NO_TASKS, primaryTaskSet, async (input, scope) => ({
    taskSet: shownTaskSet(makePrimary(scope, await serviceArnOf(scope, input), input.primaryTaskSet)),
  })),
  DeleteTaskSet: operation(NO_TASKS, deletion, async (input, scope) => {
    const deleted = deleteTaskSet(scope, await serviceArnOf(scope, input), input.taskSet, input.force);
    return { taskSet: { ...shownTaskSet(deleted), status: "DRAINING" } };
  }),
};

async function createTaskSet(input: z.output<typeof newTaskSet>, scope: Scope): Promise<object> {
  const serviceArn = await serviceArnOf(scope, input);
  const { taskDefinition, scale: given, ...others } = input;
  const definition = await taskDefinitionOf(scope, taskDefinition);
  // moto finds one of another account or region by its family.
  if (taskDefinition.startsWith("arn:") && definition.taskDefinitionArn !== taskDefinition) {
    throw new AwsError("ClientException", "Unable to describe task definition.");
  }
  for (const { containerName } of others.loadBalancers ?? []) {
    if (definition.containerDefinitions.some(({ name }) => name === containerName)) continue;
    throw new AwsError(
      "InvalidParameterException",
      `The container ${containerName} does not exist in the task definition.`,
    );
  }
  const { externalId, loadBalancers, networkConfiguration } = others;
  const { launchType, capacityProviderStrategy, platformVersion } = others;
  const settings = {
    externalId,
    loadBalancers,
    networkConfiguration,
    launchType,
    capacityProviderStrategy,
    platformVersion,
  };
  const taskSet = await addTaskSet(scope, serviceArn, definition.taskDefinitionArn, settings, given);
  return { taskSet: shownTaskSet(taskSet) };
}

const described = z.looseObject({
  services: z.array(
    z.looseObject({
      serviceArn: z.string(),
      status: z.string(),
      deploymentController: z.object({ type: z.string() }).default({ type: "ECS" }),
    }),
  ),
});

async function serviceArnOf(scope: Scope, { cluster, service }: z.output<typeof ofService>): Promise<string> {
  const answer = await scope.moto.call("ecs", "DescribeServices", { cluster, services: [service] });
  const found = described.parse(answer).services.find(({ status }) => status === "ACTIVE");
  if (found === undefined) throw new AwsError("ServiceNotFoundException", "Service not found.");
  if (found.deploymentController.type !== "ECS") return found.serviceArn;
  throw new AwsError(
    "InvalidParameterException",
    `The service ${service} has no task sets: its deployment controller is ECS.`,
  );
}
