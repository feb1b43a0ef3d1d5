import { z } from "zod";
import type { Scope } from "../gateway/scope";
import type { OneOffTask } from "./one-off-task";
import { oneOffTasksIn } from "./one-off-tasks";
import type { RunningService } from "./running-service";
import { runningServicesIn } from "./running-services";
import { shownOneOffTask } from "./shown-one-off-task";
import { shownTask, type Task } from "./task";

export const listTasksInput = z.looseObject({
  cluster: z.string().default("default"),
  serviceName: z.string().optional(),
  family: z.string().optional(),
  startedBy: z.string().optional(),
  desiredStatus: z.enum(["RUNNING", "PENDING", "STOPPED"]).default("RUNNING"),
});

export const describeTasksInput = z.looseObject({
  cluster: z.string().default("default"),
  tasks: z.array(z.string()).min(1),
  include: z.array(z.string()).default([]),
});

/** The tasks of services, and those that were run one by one. */
export async function listTasks(input: z.output<typeof listTasksInput>, scope: Scope): Promise<object> {
  const { cluster, serviceName, family, startedBy, desiredStatus } = input;
  await checkCluster(scope, cluster);
  const ours = tasksIn(scope, cluster)
    .filter(
      ({ service }) => serviceName === undefined || service.identity.serviceName === lastPart(serviceName),
    )
    .map(({ task }) => task)
    .filter(({ lastStatus }) => lastStatus === desiredStatus)
    .filter((task) => startedBy === undefined || task.startedBy === startedBy)
    .filter((task) => family === undefined || lastPart(task.taskDefinitionArn).startsWith(`${family}:`))
    .map(({ taskArn }) => taskArn);
  if (serviceName !== undefined) return { taskArns: ours };
  const ofNoService = oneOffTasksOf(scope, cluster)
    .filter(({ stopped }) => desiredStatus === (stopped === undefined ? "RUNNING" : "STOPPED"))
    .filter(({ setting }) => startedBy === undefined || setting.startedBy === startedBy)
    .filter(({ definition }) => family === undefined || definition.family === family)
    .map(({ taskArn }) => taskArn);
  return { taskArns: [...ours, ...ofNoService] };
}

/** As ListTasks has them. */
export async function describeTasks(
  { cluster, tasks: asked, include }: z.output<typeof describeTasksInput>,
  scope: Scope,
): Promise<object> {
  await checkCluster(scope, cluster);
  const withTags = include.includes("TAGS");
  const shown = new Map<string, object>([
    ...tasksIn(scope, cluster).map(
      ({ task, service }) => [lastPart(task.taskArn), shownTask(task, service.identity)] as const,
    ),
    ...oneOffTasksOf(scope, cluster).map((task) => [task.id, shownOneOffTask(task, { withTags })] as const),
  ]);
  const missing = asked.filter((task) => !shown.has(lastPart(task)));
  return {
    tasks: asked.map((task) => shown.get(lastPart(task))).filter((task) => task !== undefined),
    failures: missing.map((task) => ({
      arn: scope.arn("ecs", `task/${lastPart(cluster)}/${lastPart(task)}`),
      reason: "MISSING",
    })),
  };
}

async function checkCluster(scope: Scope, cluster: string): Promise<void> {
  // moto refuses a cluster that does not exist.
  await scope.moto.call("ecs", "ListTasks", { cluster });
}

function oneOffTasksOf(scope: Scope, cluster: string): OneOffTask[] {
  return oneOffTasksIn.of(scope).filter(({ setting }) => lastPart(setting.clusterArn) === lastPart(cluster));
}

interface TaskOfService {
  readonly service: RunningService;
  readonly task: Task;
}

function tasksIn(scope: Scope, cluster: string): TaskOfService[] {
  return [...runningServicesIn.of(scope).values()]
    .filter(({ identity }) => lastPart(identity.clusterArn) === lastPart(cluster))
    .flatMap((service) => service.tasks.map((task) => ({ service, task })));
}

/** The name in an ARN, or the name itself. */
function lastPart(nameOrArn: string): string {
  return nameOrArn.split("/").at(-1) ?? "";
}
