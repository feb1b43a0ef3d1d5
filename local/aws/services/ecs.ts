import { z } from "zod";
import { AwsError } from "../client/aws-error";
import { runTask } from "../ecs/run-task";
import { runTaskInput } from "../ecs/run-task-input";
import { RunningService } from "../ecs/running-service";
import { runningServicesIn } from "../ecs/running-services";
import { shownTasksOf } from "../ecs/shown-service";
import { stopTask, stopTaskInput } from "../ecs/stop-task";
import { taskDefinitionOf } from "../ecs/task-definition";
import { checkTaskDefinition } from "../ecs/task-definition-checks";
import { describeTasks, describeTasksInput, listTasks, listTasksInput } from "../ecs/task-operations";
import { taskSetOperations } from "../ecs/task-set-operations";
import { deleteTaskSets, keepFirstTaskSet, scaleOthers, shownTaskSets } from "../ecs/task-sets";
import { type Scope, ScopedState } from "../gateway/scope";
import { ANY_INPUT, operation, type Service } from "../gateway/service";

const LOSES = "moto loses settings of a service, and its tasks never run";

const LETS_THROUGH = `${LOSES}; it lets a service of CodeDeploy be changed, which AWS refuses`;

const KEPT_HERE = "tasks are kept here: those of moto never end, and nothing is pulled for them";

const serviceInput = z.looseObject({ taskDefinition: z.string().optional() });
const firstTaskSet = z.object({
  loadBalancers: z.array(z.looseObject({ targetGroupArn: z.string().optional() })).optional(),
  networkConfiguration: z.unknown(),
  launchType: z.string().optional(),
  capacityProviderStrategy: z.array(z.looseObject({})).optional(),
  platformVersion: z.string().optional(),
});
const serviceChange = z.looseObject({
  cluster: z.string().default("default"),
  service: z.string(),
  taskDefinition: z.string().optional(),
  forceNewDeployment: z.boolean().optional(),
});
const answeredService = z.looseObject({
  serviceArn: z.string(),
  serviceName: z.string(),
  clusterArn: z.string(),
  launchType: z.string().optional(),
  desiredCount: z.number().default(0),
  deploymentController: z.object({ type: z.string() }).default({ type: "ECS" }),
});
const oneService = z.looseObject({ service: answeredService });
const manyServices = z.looseObject({ services: z.array(answeredService) });

type AnsweredService = z.output<typeof answeredService>;

const breaker = z.looseObject({
  deploymentCircuitBreaker: z
    .object({ enable: z.boolean(), rollback: z.boolean() })
    .default({ enable: false, rollback: false }),
});

// With AWS's default, for the settings that have one.
const KEPT_SETTINGS: Readonly<Record<string, unknown>> = {
  availabilityZoneRebalancing: "DISABLED",
  capacityProviderStrategy: undefined,
  deploymentConfiguration: undefined,
  enableECSManagedTags: false,
  enableExecuteCommand: false,
  healthCheckGracePeriodSeconds: undefined,
  placementConstraints: undefined,
  placementStrategy: undefined,
  propagateTags: undefined,
};

// What only a deployment of CodeDeploy changes, once a service is under its control, in the words of AWS's refusal.
const CHANGED_BY_CODEDEPLOY: Readonly<Record<string, string>> = {
  taskDefinition: "task definition",
  loadBalancers: "load balancers",
  networkConfiguration: "network parameters",
  platformVersion: "platform version",
};

/** ECS, kept by moto, but for what its services run. */
export const ecs: Service = {
  operations: {
    CreateService: operation(LOSES, serviceInput, createService),
    UpdateService: operation(LETS_THROUGH, serviceChange, updateService),
    DescribeServices: operation(LOSES, serviceInput, describeServices),
    DeleteService: operation("its tasks end with it", serviceChange, deleteService),
    RegisterTaskDefinition: operation("moto registers what AWS refuses", ANY_INPUT, registerTaskDefinition),
    RunTask: operation(KEPT_HERE, runTaskInput, runTask),
    StopTask: operation(KEPT_HERE, stopTaskInput, stopTask),
    ListTasks: operation(KEPT_HERE, listTasksInput, listTasks),
    DescribeTasks: operation(KEPT_HERE, describeTasksInput, describeTasks),
    ...taskSetOperations,
  },
};

// By ARN of the service: what was asked for last.
const settingsIn = new ScopedState(() => new Map<string, Record<string, unknown>>());

async function registerTaskDefinition(input: object, scope: Scope): Promise<object> {
  checkTaskDefinition(input);
  return ANY_INPUT.parse(await scope.moto.call("ecs", "RegisterTaskDefinition", input));
}

async function createService(input: z.output<typeof serviceInput>, scope: Scope): Promise<object> {
  const answer = oneService.parse(await scope.moto.call("ecs", "CreateService", input));
  const { service } = answer;
  keepSettings(scope, service, KEPT_SETTINGS, input);
  const { serviceName, serviceArn, clusterArn, launchType = "FARGATE", desiredCount } = service;
  const identity = { serviceName, serviceArn, clusterArn, launchType };
  const running = new RunningService(scope, identity, {
    desiredCount,
    circuitBreaker: breakerOf(scope, service),
  });
  runningServicesIn.of(scope).set(serviceArn, running);
  if (input.taskDefinition !== undefined) {
    await running.deploy((await taskDefinitionOf(scope, input.taskDefinition)).taskDefinitionArn);
  }
  if (service.deploymentController.type !== "ECS")
    keepFirstTaskSet(scope, running, firstTaskSet.parse(input));
  return { ...answer, service: shown(scope, service) };
}

async function updateService(input: z.output<typeof serviceChange>, scope: Scope): Promise<object> {
  const { cluster, service: name } = input;
  const existing = manyServices.parse(
    await scope.moto.call("ecs", "DescribeServices", { cluster, services: [name] }),
  ).services[0];
  const refused = Object.entries(CHANGED_BY_CODEDEPLOY).find(([setting]) => setting in input);
  if (existing?.deploymentController.type === "CODE_DEPLOY" && refused !== undefined) {
    throw new AwsError(
      "InvalidParameterException",
      `Unable to update ${refused[1]} on services with a CODE_DEPLOY deployment controller. ` +
        "Use AWS CodeDeploy to trigger a new deployment.",
    );
  }
  const answer = oneService.parse(await scope.moto.call("ecs", "UpdateService", input));
  const { service } = answer;
  keepSettings(scope, service, settingsIn.of(scope).get(service.serviceArn) ?? {}, input);
  await runChanged(scope, service, input);
  return { ...answer, service: shown(scope, service) };
}

async function runChanged(
  scope: Scope,
  service: AnsweredService,
  { taskDefinition, forceNewDeployment = false }: z.output<typeof serviceChange>,
): Promise<void> {
  const running = runningServicesIn.of(scope).get(service.serviceArn);
  if (running === undefined) return;
  running.wanted.desiredCount = service.desiredCount;
  running.wanted.circuitBreaker = breakerOf(scope, service);
  await scaleOthers(scope, service.serviceArn, service.desiredCount);
  const current = running.deployments[0]?.taskDefinitionArn;
  const asked =
    taskDefinition === undefined
      ? current
      : (await taskDefinitionOf(scope, taskDefinition)).taskDefinitionArn;
  if (asked !== undefined && (asked !== current || forceNewDeployment)) await running.deploy(asked);
  else await running.scale();
}

async function describeServices(input: object, scope: Scope): Promise<object> {
  const answer = manyServices.parse(await scope.moto.call("ecs", "DescribeServices", input));
  return { ...answer, services: answer.services.map((service) => shown(scope, service)) };
}

async function deleteService(input: z.output<typeof serviceChange>, scope: Scope): Promise<object> {
  const answer = oneService.parse(await scope.moto.call("ecs", "DeleteService", input));
  runningServicesIn.of(scope).get(answer.service.serviceArn)?.delete();
  deleteTaskSets(scope, answer.service.serviceArn);
  return { ...answer, service: shown(scope, answer.service) };
}

function keepSettings(scope: Scope, { serviceArn }: AnsweredService, before: object, input: object): void {
  const asked = Object.entries(input).filter(([setting]) => setting in KEPT_SETTINGS);
  settingsIn.of(scope).set(serviceArn, { ...before, ...Object.fromEntries(asked) });
}

function breakerOf(scope: Scope, { serviceArn }: AnsweredService) {
  const { deploymentConfiguration = {} } = settingsIn.of(scope).get(serviceArn) ?? {};
  return breaker.parse(deploymentConfiguration).deploymentCircuitBreaker;
}

function shown(scope: Scope, service: AnsweredService): object {
  const settings = Object.entries(settingsIn.of(scope).get(service.serviceArn) ?? {});
  const running = runningServicesIn.of(scope).get(service.serviceArn);
  const tasks = running === undefined ? {} : shownTasksOf(running, service.networkConfiguration);
  return {
    ...service,
    ...Object.fromEntries(settings.filter(([, value]) => value !== undefined)),
    ...tasks,
    ...shownTaskSets(scope, service.serviceArn),
    // What CodeDeploy controls has task sets in their place.
    ...(service.deploymentController.type === "ECS" ? {} : { deployments: service.deployments ?? [] }),
  };
}
