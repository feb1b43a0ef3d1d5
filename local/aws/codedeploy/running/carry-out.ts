import type { Scope } from "../../gateway/scope";
import type { Deployment } from "../deployment";
import { watchAlarms } from "./alarms";
import { deployBlueGreen, type Progress } from "./blue-green";
import { DeploymentStop } from "./deployment-failure";
import type { DeploymentRun } from "./deployment-run";
import { rollBackAfter } from "./roll-back";
import { newRun, start } from "./runs";

/** Carries a deployment out, in the background. */
export function carryOut(scope: Scope, deployment: Deployment): void {
  const run = newRun(scope, deployment);
  const progress: Progress = {};
  const work =
    deployment.info.computePlatform === "ECS"
      ? () => watched(run, () => deployBlueGreen(run, progress))
      : // What goes to instances and functions is carried out by nothing here.
        () => forever(run.signal);
  start(run, work, (failure) => rollBackAfter(run, failure, progress));
}

async function watched(run: DeploymentRun, work: () => Promise<void>): Promise<void> {
  const done = new AbortController();
  const signal = AbortSignal.any([run.signal, done.signal]);
  const watch = watchAlarms(run, signal).catch((cause: unknown) => {
    if (signal.aborted) return;
    // A defect of ours: a deployment whose alarms nobody looks at must not go on.
    run.stop(new DeploymentStop("INTERNAL_ERROR", `The local AWS failed: ${cause}`, "DEPLOYMENT_FAILURE"));
  });
  try {
    await work();
  } finally {
    done.abort(new Error("the deployment has ended"));
    await watch;
  }
}

async function forever(signal: AbortSignal): Promise<never> {
  signal.throwIfAborted();
  return new Promise((_resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}
