import type { Scope } from "../gateway/scope";
import { oneOffTasksIn } from "./one-off-tasks";

/** What was run as tasks of no service, oldest first. */
export function tasksRun(scope: Scope): object[] {
  return oneOffTasksIn.of(scope).map(({ taskArn, definition, setting, lastStatus, stopped, containers }) => ({
    taskArn,
    taskDefinitionArn: definition.taskDefinitionArn,
    clusterArn: setting.clusterArn,
    launchType: setting.launchType,
    capacityProviderName: setting.capacityProviderName,
    startedBy: setting.startedBy,
    network: setting.network,
    lastStatus,
    stoppedReason: stopped?.reason,
    containers: containers.map(({ lastStatus: _, isEssential: __, ...container }) => container),
  }));
}
