import { randomInt } from "node:crypto";

/** What ends a deployment whose tasks do not start. */
export interface CircuitBreaker {
  readonly enable: boolean;
  readonly rollback: boolean;
}

/** A service on its way to another task definition, or arrived there. */
export interface Deployment {
  readonly id: string;
  readonly taskDefinitionArn: string;
  readonly createdAt: number;
  updatedAt: number;
  failedTasks: number;
  rolloutState: "IN_PROGRESS" | "COMPLETED" | "FAILED";
  rolloutStateReason: string;
}

export function newDeployment(taskDefinitionArn: string, now: number): Deployment {
  const id = `ecs-svc/${Array.from({ length: 19 }, () => randomInt(1, 10)).join("")}`;
  return {
    id,
    taskDefinitionArn,
    createdAt: now,
    updatedAt: now,
    failedTasks: 0,
    rolloutState: "IN_PROGRESS",
    rolloutStateReason: `ECS deployment ${id} in progress.`,
  };
}

/** How many tasks may fail before the circuit breaker ends the deployment (ECS: deployment circuit breaker). */
export function failureThreshold(desiredCount: number): number {
  return Math.min(200, Math.max(3, Math.ceil(desiredCount / 2)));
}
