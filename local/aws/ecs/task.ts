import { randomBytes } from "node:crypto";
import type { RunningContainer } from "./start-containers";

/** What all tasks of a service have in common. */
export interface ServiceIdentity {
  readonly serviceName: string;
  readonly serviceArn: string;
  readonly clusterArn: string;
  readonly launchType: string;
}

/** A task of a service: it runs, or it is one that could not be started. */
export interface Task {
  readonly taskArn: string;
  readonly taskDefinitionArn: string;
  /** The deployment that started it. */
  readonly startedBy: string;
  readonly createdAt: number;
  readonly containers: readonly RunningContainer[];
  lastStatus: "RUNNING" | "STOPPED";
  stoppedReason?: string;
}

/** The id of a new task, by which its service knows it. */
export function newTaskId(): string {
  return randomBytes(16).toString("hex");
}

/** `arn:…:task/<cluster>/<id>` */
export function taskArn({ clusterArn }: ServiceIdentity, taskId: string): string {
  return `${clusterArn.replace(":cluster/", ":task/")}/${taskId}`;
}

/** A task as DescribeTasks tells it. */
export function shownTask(task: Task, { clusterArn, serviceName, launchType }: ServiceIdentity): object {
  const { taskArn: arn, taskDefinitionArn, startedBy, createdAt, lastStatus, stoppedReason } = task;
  return {
    taskArn: arn,
    clusterArn,
    taskDefinitionArn,
    group: `service:${serviceName}`,
    startedBy,
    launchType,
    lastStatus,
    desiredStatus: lastStatus,
    createdAt,
    ...(lastStatus === "RUNNING" ? { startedAt: createdAt, connectivity: "CONNECTED" } : {}),
    ...(stoppedReason === undefined ? {} : { stoppedReason, stopCode: "TaskFailedToStart" }),
    containers: task.containers.map(({ name, image, imageDigest }) => ({
      containerArn: `${arn.replace(":task/", ":container/")}/${name}`,
      taskArn: arn,
      name,
      image,
      ...(imageDigest === undefined ? {} : { imageDigest }),
      lastStatus,
      networkInterfaces: [],
    })),
  };
}
