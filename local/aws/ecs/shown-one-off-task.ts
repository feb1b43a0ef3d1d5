import type { OneOffTask, TaskContainer, TaskNetwork } from "./one-off-task";

/** A task as RunTask, StopTask and DescribeTasks tell it. */
export function shownOneOffTask(task: OneOffTask, { withTags = false } = {}): object {
  const { taskArn, definition, setting, createdAt, startedAt, stopped, lastStatus, containers } = task;
  const { network, tags, ...told } = setting;
  return {
    taskArn,
    taskDefinitionArn: definition.taskDefinitionArn,
    ...told,
    ...(setting.launchType === "FARGATE" ? { platformFamily: "Linux" } : {}),
    ...(definition.cpu === undefined ? {} : { cpu: definition.cpu }),
    ...(definition.memory === undefined ? {} : { memory: definition.memory }),
    lastStatus,
    desiredStatus: stopped === undefined ? "RUNNING" : "STOPPED",
    createdAt,
    ...(startedAt === undefined ? {} : { startedAt, connectivity: "CONNECTED" }),
    ...(stopped === undefined ? {} : shownStop(task, stopped)),
    attachments: network === undefined ? [] : [attachment(task, network)],
    containers: containers.map((container) => shownContainer(taskArn, container)),
    ...(withTags ? { tags } : {}),
  };
}

function shownStop({ startedAt }: OneOffTask, { at, code, reason }: NonNullable<OneOffTask["stopped"]>) {
  return {
    stoppedAt: at,
    stoppingAt: at,
    ...(startedAt === undefined ? {} : { executionStoppedAt: at }),
    stopCode: code,
    stoppedReason: reason,
  };
}

function attachment({ id, stopped }: OneOffTask, { subnets }: TaskNetwork): object {
  return {
    id: `${id.slice(0, 8)}-0000-4000-8000-${id.slice(8, 20)}`,
    type: "ElasticNetworkInterface",
    status: stopped === undefined ? "ATTACHED" : "DELETED",
    details: [{ name: "subnetId", value: subnets[0] ?? "" }],
  };
}

function shownContainer(taskArn: string, container: TaskContainer): object {
  const { name, image, imageDigest, lastStatus, exitCode, reason } = container;
  return {
    containerArn: `${taskArn.replace(":task/", ":container/")}/${name}`,
    taskArn,
    name,
    image,
    ...(imageDigest === undefined ? {} : { imageDigest }),
    lastStatus,
    ...(exitCode === undefined ? {} : { exitCode }),
    ...(reason === undefined ? {} : { reason }),
    networkInterfaces: [],
  };
}
