import type { Deployment } from "./deployment";
import type { RunningService } from "./running-service";

/** What ECS tells of a service that is about its tasks. */
export function shownTasksOf(running: RunningService, networkConfiguration: unknown): object {
  const { deployments, wanted, events, tasks } = running;
  const [primary] = deployments;
  return {
    runningCount: tasks.filter(({ lastStatus }) => lastStatus === "RUNNING").length,
    pendingCount: primary === undefined ? 0 : pendingOf(running, primary),
    ...(primary === undefined ? {} : { taskDefinition: primary.taskDefinitionArn }),
    desiredCount: wanted.desiredCount,
    events: events.map((event, index) => ({
      id: `${running.identity.serviceName}-${events.length - index}`,
      ...event,
    })),
    deployments: deployments.map((deployment) => ({
      ...shownDeployment(running, deployment),
      ...(networkConfiguration === undefined ? {} : { networkConfiguration }),
    })),
  };
}

function shownDeployment(running: RunningService, deployment: Deployment): object {
  const { taskDefinitionArn, ...told } = deployment;
  const isPrimary = running.deployments[0] === deployment;
  return {
    ...told,
    status: isPrimary ? "PRIMARY" : "ACTIVE",
    taskDefinition: taskDefinitionArn,
    launchType: running.identity.launchType,
    desiredCount: isPrimary ? running.wanted.desiredCount : 0,
    runningCount: running.runningOf(deployment).length,
    pendingCount: isPrimary ? pendingOf(running, deployment) : 0,
  };
}

function pendingOf(running: RunningService, deployment: Deployment): number {
  if (deployment.rolloutState !== "IN_PROGRESS") return 0;
  return Math.max(0, running.wanted.desiredCount - running.runningOf(deployment).length);
}
