import { z } from "zod";
import type { Scope } from "../gateway/scope";
import type { RunningService } from "./running-service";
import { runningServicesIn } from "./running-services";
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
  tasks: z.array(z.string()),
});

const listed = z.object({ taskArns: z.array(z.string()) });
const described = z.object({ tasks: z.array(z.looseObject({})), failures: z.array(z.looseObject({})) });

/** The tasks of services, which are kept here, and those that were started one by one, which moto keeps. */
export async function listTasks(input: z.output<typeof listTasksInput>, scope: Scope): Promise<object> {
  const { cluster, serviceName, family, startedBy, desiredStatus } = input;
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
  const { taskArns } = listed.parse(await scope.moto.call("ecs", "ListTasks", input));
  return { taskArns: [...ours, ...taskArns] };
}

/** As ListTasks has them. */
export async function describeTasks(
  input: z.output<typeof describeTasksInput>,
  scope: Scope,
): Promise<object> {
  const ours = tasksIn(scope, input.cluster);
  const found = input.tasks.map((asked) => ({
    asked,
    ours: ours.find(({ task }) => lastPart(task.taskArn) === lastPart(asked)),
  }));
  const others = found.filter((one) => one.ours === undefined).map(({ asked }) => asked);
  const answer =
    others.length === 0
      ? { tasks: [], failures: [] }
      : described.parse(await scope.moto.call("ecs", "DescribeTasks", { ...input, tasks: others }));
  const shown = found.flatMap((one) =>
    one.ours === undefined ? [] : [shownTask(one.ours.task, one.ours.service.identity)],
  );
  return { tasks: [...shown, ...answer.tasks], failures: answer.failures };
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
