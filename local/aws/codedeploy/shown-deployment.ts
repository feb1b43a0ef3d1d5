import { createHash } from "node:crypto";
import { AwsError } from "../client/aws-error";
import { shownTaskSet } from "../ecs/task-set";
import { taskSetsOf } from "../ecs/task-sets";
import type { Scope } from "../gateway/scope";
import type { Deployment, DeploymentStatus, Revision } from "./deployment";

const TARGET_STATUS: Readonly<Record<DeploymentStatus, string>> = {
  InProgress: "InProgress",
  Ready: "Ready",
  Succeeded: "Succeeded",
  Failed: "Failed",
  Stopped: "Skipped",
};
const OVERVIEW = { Pending: 0, InProgress: 0, Succeeded: 0, Failed: 0, Skipped: 0, Ready: 0 };

/** The deployment as GetDeployment shows it. */
export function shownDeployment({ info, targetIds }: Deployment): object {
  const { revision, previousRevision, ...others } = info;
  return {
    ...others,
    revision: shownRevision(revision),
    ...(previousRevision === undefined
      ? {}
      : { previousRevision: shownRevision(previousRevision as Revision) }),
    deploymentOverview: { ...OVERVIEW, [TARGET_STATUS[info.status]]: targetIds.length },
  };
}

// The content itself is told by GetApplicationRevision only.
function shownRevision(revision: Revision | undefined): object | undefined {
  if (revision?.appSpecContent === undefined) return revision;
  return { ...revision, appSpecContent: { sha256: sha256Of(revision.appSpecContent.content ?? "") } };
}

/** By which CodeDeploy knows the content of an AppSpec file. */
export function sha256Of(content: string): string {
  return createHash("sha256").update(content).digest("hex");
}

/** One target of a deployment, as BatchGetDeploymentTargets shows it. */
export function shownTarget(scope: Scope, deployment: Deployment, targetId: string): object {
  const { info, targetIds, lifecycleEvents } = deployment;
  const { deploymentId, status, completeTime, createTime } = info;
  if (!targetIds.includes(targetId)) {
    throw new AwsError(
      "DeploymentTargetDoesNotExistException",
      `The deployment ${deploymentId} has the targets ${targetIds.join(", ")}, not ${targetId}`,
    );
  }
  const targetArn = scope.arn("ecs", `service/${targetId.replace(":", "/")}`);
  const times = lifecycleEvents.flatMap(({ startTime, endTime }) => [startTime ?? 0, endTime ?? 0]);
  const ecsTarget = {
    deploymentId,
    targetId,
    targetArn,
    status: TARGET_STATUS[status],
    lastUpdatedAt: completeTime ?? Math.max(createTime, ...times),
    lifecycleEvents,
    taskSetsInfo: taskSetsInfo(scope, deployment, targetArn),
  };
  return { deploymentTargetType: "ECSTarget", ecsTarget };
}

function taskSetsInfo(scope: Scope, { info, group, traffic }: Deployment, serviceArn: string): object[] {
  const names = group.loadBalancerInfo?.targetGroupPairInfoList?.[0]?.targetGroups ?? [];
  const weights = traffic.findLast(({ listener }) => listener === "production")?.weights;
  return taskSetsOf(scope, serviceArn).map((taskSet) => {
    const { id, settings, isPrimary } = taskSet;
    const arn = settings.loadBalancers?.[0]?.targetGroupArn ?? "";
    const targetGroup = names.find(({ name }) => arn.includes(`:targetgroup/${name}/`));
    const shown = shownTaskSet(taskSet) as Record<string, unknown>;
    return {
      identifer: id,
      desiredCount: shown.computedDesiredCount,
      pendingCount: shown.pendingCount,
      runningCount: shown.runningCount,
      status: shown.status,
      trafficWeight: weights?.[targetGroup?.name ?? ""] ?? (isPrimary ? 100 : 0),
      ...(targetGroup === undefined ? {} : { targetGroup }),
      taskSetLabel: settings.externalId === info.deploymentId ? "Green" : "Blue",
    };
  });
}
