import type { Scope } from "../../gateway/scope";
import { type Deployment, isOver } from "../deployment";
import { deploymentWithId } from "../deployments";
import { lookAtAlarms } from "./alarms";
import type { Waiting, WaitsFor } from "./deployment-run";
import { runOf } from "./runs";

/** Why a deployment does not go on by itself: it is over, or waits for time to pass or for somebody. */
export type DeploymentRest =
  | { readonly reason: "over"; readonly status: string }
  | { readonly reason: Exclude<WaitsFor, "hook">; readonly status: string; readonly until: number };

/** Waits until a deployment rests, with the one that takes it back; undefined when the seconds are over before. */
export async function untilDeploymentRests(
  scope: Scope,
  deploymentId: string,
  seconds: number,
): Promise<DeploymentRest | undefined> {
  const deadline = Date.now() + seconds * 1000;
  const asked = runOf(scope, deploymentWithId(scope, deploymentId));
  if (!isOver(asked.deployment) && asked.waiting !== undefined) await lookAtAlarms(asked);
  for (;;) {
    const rest = restOf(scope, asked.deployment, asked.waiting);
    if (rest !== undefined || Date.now() >= deadline) return rest;
    await runOf(scope, lastOf(scope, asked.deployment)).nextChange(deadline - Date.now());
  }
}

function restOf(
  scope: Scope,
  deployment: Deployment,
  waiting: Waiting | undefined,
): DeploymentRest | undefined {
  const { status } = deployment.info;
  if (isOver(deployment)) {
    return isOver(lastOf(scope, deployment)) ? { reason: "over", status } : undefined;
  }
  if (waiting === undefined || waiting.for === "hook") return undefined;
  return { reason: waiting.for, status, until: waiting.until };
}

/** The deployment that takes it back, where there is one. */
function lastOf(scope: Scope, deployment: Deployment): Deployment {
  const id = deployment.info.rollbackInfo?.rollbackDeploymentId;
  return id === undefined ? deployment : deploymentWithId(scope, id);
}
