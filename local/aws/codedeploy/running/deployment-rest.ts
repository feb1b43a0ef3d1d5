import type { Scope } from "../../gateway/scope";
import { isOver } from "../deployment";
import { deploymentWithId } from "../deployments";
import { lookAtAlarms } from "./alarms";
import type { DeploymentRun, WaitsFor } from "./deployment-run";
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
  if (asked.waiting !== undefined) await lookAtAlarms(asked);
  for (;;) {
    const last = lastOf(scope, asked);
    const rest = restOf(asked, last);
    if (rest !== undefined || Date.now() >= deadline) return rest;
    await last.nextChange(deadline - Date.now());
  }
}

function restOf(asked: DeploymentRun, last: DeploymentRun): DeploymentRest | undefined {
  const { deployment, waiting } = asked;
  const { status } = deployment.info;
  if (asked.isTelling || last.isTelling) return undefined;
  if (isOver(deployment)) return isOver(last.deployment) ? { reason: "over", status } : undefined;
  if (waiting === undefined || waiting.for === "hook") return undefined;
  return { reason: waiting.for, status, until: waiting.until };
}

/** The run that takes it back, where there is one. */
function lastOf(scope: Scope, run: DeploymentRun): DeploymentRun {
  const id = run.deployment.info.rollbackInfo?.rollbackDeploymentId;
  return id === undefined ? run : runOf(scope, deploymentWithId(scope, id));
}
