import { AwsError } from "../client/aws-error";
import { type Scope, ScopedState } from "../gateway/scope";
import { RunningService } from "./running-service";
import { runningServicesIn } from "./running-services";
import {
  computedDesiredCount,
  type Scale,
  shownTaskSet,
  type TaskSet,
  type TaskSetSettings,
} from "./task-set";

/** The task sets of the services that ECS does not deploy to itself, by the service's ARN. */
const taskSetsIn = new ScopedState(() => new Map<string, TaskSet[]>());

const WHOLE: Scale = { value: 100, unit: "PERCENT" };
// A task set has no circuit breaker: whoever made it decides.
const NO_BREAKER = { enable: false, rollback: false };

/** The task set that a service begins with. */
export function keepFirstTaskSet(scope: Scope, running: RunningService, settings: TaskSetSettings): void {
  const [deployment] = running.deployments;
  if (deployment === undefined) return;
  const taskSet = newTaskSet(scope, running, settings, { scale: WHOLE, isPrimary: true });
  taskSetsIn.of(scope).set(running.identity.serviceArn, [taskSet]);
}

/** Starts tasks beside those that the service has. Waits for the first try only. */
export async function addTaskSet(
  scope: Scope,
  serviceArn: string,
  taskDefinitionArn: string,
  settings: TaskSetSettings,
  scale: Scale = WHOLE,
): Promise<TaskSet> {
  const { identity, desiredCount } = wantedOf(scope, serviceArn);
  const running = new RunningService(scope, identity, {
    desiredCount: computedDesiredCount({ scale }, desiredCount),
    circuitBreaker: NO_BREAKER,
  });
  await running.deploy(taskDefinitionArn);
  const taskSet = newTaskSet(scope, running, settings, { scale, isPrimary: false });
  taskSetsIn.of(scope).set(serviceArn, [...taskSetsOf(scope, serviceArn), taskSet]);
  runningServicesIn.of(scope).set(taskSet.taskSetArn, running);
  moveToEnd(scope, serviceArn);
  return taskSet;
}

/** The task sets of a service, oldest first; none where ECS deploys itself. */
export function taskSetsOf(scope: Scope, serviceArn: string): readonly TaskSet[] {
  return taskSetsIn.of(scope).get(serviceArn) ?? [];
}

/** One of them by its ARN or id. */
export function taskSetNamed(scope: Scope, serviceArn: string, name: string): TaskSet {
  const found = taskSetsOf(scope, serviceArn).find(
    ({ taskSetArn }) => lastPart(taskSetArn) === lastPart(name),
  );
  if (found !== undefined) return found;
  throw new AwsError("TaskSetNotFoundException", "The specified task set does not exist.");
}

/** From now on, the service is what this task set is. */
export function makePrimary(scope: Scope, serviceArn: string, name: string): TaskSet {
  const next = taskSetNamed(scope, serviceArn, name);
  const services = runningServicesIn.of(scope);
  for (const taskSet of taskSetsOf(scope, serviceArn)) {
    if (!taskSet.isPrimary || taskSet === next) continue;
    taskSet.isPrimary = false;
    services.set(taskSet.taskSetArn, taskSet.running);
  }
  next.isPrimary = true;
  next.updatedAt = now(scope);
  services.delete(next.taskSetArn);
  services.set(serviceArn, next.running);
  moveToEnd(scope, serviceArn);
  return next;
}

/** Runs more or fewer tasks of a task set. */
export async function scaleTaskSet(
  scope: Scope,
  serviceArn: string,
  name: string,
  scale: Scale,
): Promise<TaskSet> {
  const taskSet = taskSetNamed(scope, serviceArn, name);
  const { desiredCount } = wantedOf(scope, serviceArn);
  taskSet.scale = scale;
  taskSet.updatedAt = now(scope);
  taskSet.running.wanted.desiredCount = computedDesiredCount(taskSet, desiredCount);
  await taskSet.running.scale();
  return taskSet;
}

/** Gives every other task set its share, as the service's count was changed. */
export async function scaleOthers(scope: Scope, serviceArn: string, desiredCount: number): Promise<void> {
  for (const taskSet of taskSetsOf(scope, serviceArn)) {
    if (taskSet.isPrimary) continue;
    taskSet.running.wanted.desiredCount = computedDesiredCount(taskSet, desiredCount);
    await taskSet.running.scale();
  }
}

/** Stops the tasks of a task set for good. What served production is only deleted by force. */
export function deleteTaskSet(scope: Scope, serviceArn: string, name: string, force: boolean): TaskSet {
  const taskSet = taskSetNamed(scope, serviceArn, name);
  if (taskSet.isPrimary && !force) {
    throw new AwsError(
      "InvalidParameterException",
      `The task set ${taskSet.taskSetArn} is the PRIMARY one: it is deleted by force only`,
    );
  }
  taskSet.running.delete();
  const others = taskSetsOf(scope, serviceArn).filter((other) => other !== taskSet);
  taskSetsIn.of(scope).set(serviceArn, others);
  return taskSet;
}

/** Stops the tasks of all of them, with their service. */
export function deleteTaskSets(scope: Scope, serviceArn: string): void {
  for (const { running } of taskSetsOf(scope, serviceArn)) running.delete();
  taskSetsIn.of(scope).delete(serviceArn);
}

/** What a service shows of its task sets; nothing where it has none. */
export function shownTaskSets(scope: Scope, serviceArn: string): object {
  const taskSets = taskSetsOf(scope, serviceArn);
  if (taskSets.length === 0) return {};
  const primary = taskSets.find(({ isPrimary }) => isPrimary);
  const tasks = taskSets.flatMap(({ running }) => running.tasks);
  const events = taskSets.flatMap(({ running }) => running.events);
  return {
    taskSets: taskSets.map(shownTaskSet),
    runningCount: tasks.filter(({ lastStatus }) => lastStatus === "RUNNING").length,
    events: events
      .sort((one, other) => other.createdAt - one.createdAt)
      .map((event, index) => ({ id: `${lastPart(serviceArn)}-${events.length - index}`, ...event })),
    ...(primary === undefined ? {} : { loadBalancers: primary.settings.loadBalancers ?? [] }),
  };
}

// With its service's PRIMARY last, a list of tasks ends with what is in production.
function moveToEnd(scope: Scope, serviceArn: string): void {
  const services = runningServicesIn.of(scope);
  const primary = services.get(serviceArn);
  if (primary === undefined) return;
  services.delete(serviceArn);
  services.set(serviceArn, primary);
}

function newTaskSet(
  scope: Scope,
  running: RunningService,
  settings: TaskSetSettings,
  given: Pick<TaskSet, "scale" | "isPrimary">,
): TaskSet {
  const [deployment] = running.deployments;
  if (deployment === undefined) throw new Error("A task set is made of a service that runs something.");
  const { serviceArn } = running.identity;
  return {
    id: deployment.id,
    taskSetArn: `${serviceArn.replace(":service/", ":task-set/")}/${deployment.id}`,
    taskDefinition: deployment.taskDefinitionArn,
    settings,
    startedBy: settings.externalId === undefined ? undefined : "CODE_DEPLOY",
    createdAt: now(scope),
    updatedAt: now(scope),
    running,
    ...given,
  };
}

function wantedOf(
  scope: Scope,
  serviceArn: string,
): { identity: RunningService["identity"]; desiredCount: number } {
  const primary = runningServicesIn.of(scope).get(serviceArn);
  if (primary === undefined) throw new AwsError("ServiceNotFoundException", "Service not found.");
  return { identity: primary.identity, desiredCount: primary.wanted.desiredCount };
}

function lastPart(nameOrArn: string): string {
  return nameOrArn.split("/").at(-1) ?? "";
}

function now(scope: Scope): number {
  return scope.clock.now() / 1000;
}
