import { AwsError } from "../../client/aws-error";
import { type Scope, ScopedState } from "../../gateway/scope";
import { type Deployment, isOver } from "../deployment";
import { newRollback } from "../deployments";
import { watchAlarms } from "./alarms";
import { allShifted, deployBlueGreen, type Progress } from "./blue-green";
import { DeploymentFailure, DeploymentStop } from "./deployment-failure";
import { DeploymentRun } from "./deployment-run";
import { deleteTaskSet, makePrimary } from "./ecs-service";
import { breakOff } from "./lifecycle";

const runsIn = new ScopedState(() => new Map<string, DeploymentRun>());

/** The run of a deployment. */
export function runOf(scope: Scope, { info }: Deployment): DeploymentRun {
  const run = runsIn.of(scope).get(info.deploymentId);
  if (run !== undefined) return run;
  throw new AwsError("DeploymentDoesNotExistException", `The deployment ${info.deploymentId} is not run`);
}

/** Carries a deployment out, in the background. */
export function startRun(scope: Scope, deployment: Deployment): void {
  start(newRun(scope, deployment), async (run, ending) => {
    const progress: Progress = {};
    const failure = await failureOf(run, ending, async () => {
      // What goes to instances and functions is carried out by nothing here.
      if (deployment.info.computePlatform !== "ECS") await forever(run.signal);
      await watched(run, () => deployBlueGreen(run, progress));
    });
    if (failure === undefined) return run.enter("Succeeded");
    const { info } = deployment;
    breakOff(run, failure.status);
    info.errorInformation = { code: failure.code, message: failure.message };
    const rollback = rollbackOf(run, failure, progress);
    await run.enter(failure.status);
    if (rollback !== undefined) startRollback(rollback, deployment, progress);
  });
}

function newRun(scope: Scope, deployment: Deployment): DeploymentRun {
  const run = new DeploymentRun(scope, deployment);
  runsIn.of(scope).set(deployment.info.deploymentId, run);
  return run;
}

function start(run: DeploymentRun, work: (run: DeploymentRun, ending: AbortSignal) => Promise<void>): void {
  const { deploymentId } = run.deployment.info;
  run.scope.background.start(`the deployment ${deploymentId}`, async (ending) => {
    run.endWith(ending);
    await run.enter("InProgress");
    await work(run, ending);
  });
}

async function watched(run: DeploymentRun, work: () => Promise<void>): Promise<void> {
  const done = new AbortController();
  const signal = AbortSignal.any([run.signal, done.signal]);
  const watch = watchAlarms(run, signal).catch((cause: unknown) => {
    // A defect of ours: who can't look at alarms must not go on.
    if (!signal.aborted) run.stop(new DeploymentStop("INTERNAL_ERROR", said(cause), "DEPLOYMENT_FAILURE"));
  });
  try {
    await work();
  } finally {
    done.abort(new Error("the deployment has ended"));
    await watch;
  }
}

/** Why the work did not succeed. What is no failure is a defect of ours, and is told as one. */
async function failureOf(
  run: DeploymentRun,
  ending: AbortSignal,
  work: () => Promise<void>,
): Promise<DeploymentFailure | undefined> {
  try {
    await work();
    return undefined;
  } catch (cause) {
    if (ending.aborted) throw cause;
    if (run.stopReason !== undefined) return run.stopReason;
    if (cause instanceof DeploymentFailure) return cause;
    return new DeploymentFailure("INTERNAL_ERROR", said(cause));
  }
}

function said(cause: unknown): string {
  const text = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
  return `The local AWS failed: ${text}`;
}

/** The deployment that takes it back, where the group, or whoever stopped it, wants one. */
function rollbackOf(
  { scope, deployment }: DeploymentRun,
  failure: DeploymentFailure,
  { green }: Progress,
): DeploymentRun | undefined {
  const { info, group } = deployment;
  const { enabled = false, events = [] } = group.autoRollbackConfiguration ?? {};
  if (!(failure.rollsBack ?? (enabled && events.includes(failure.event)))) return undefined;
  if (green === undefined) {
    info.rollbackInfo = {
      rollbackMessage: "There is nothing to roll back: no replacement task set was created.",
    };
    return undefined;
  }
  const rollback = newRollback(scope, deployment);
  const rollbackDeploymentId = rollback.info.deploymentId;
  info.rollbackInfo = {
    rollbackDeploymentId,
    rollbackMessage: `Deployment ${rollbackDeploymentId} rolls back this deployment.`,
  };
  return newRun(scope, rollback);
}

function startRollback(taking: DeploymentRun, failed: Deployment, progress: Progress): void {
  const { scope, deployment: rollback } = taking;
  rollback.lifecycleEvents.push({
    lifecycleEventName: "AllowTraffic",
    status: "InProgress",
    startTime: scope.clock.now() / 1000,
  });
  start(taking, async (run, ending) => {
    const { deploymentId } = rollback.info;
    const failure = await failureOf(run, ending, async () => {
      await run.assumeRole();
      await takeBack(run, failed, progress);
    });
    const said = failure === undefined ? "has rolled back" : "could not roll back";
    const message = { rollbackMessage: `Deployment ${deploymentId} ${said} this deployment.` };
    failed.info.rollbackInfo = { ...failed.info.rollbackInfo, ...message };
    if (failure === undefined) {
      const [event] = rollback.lifecycleEvents;
      if (event !== undefined)
        Object.assign(event, { status: "Succeeded", endTime: scope.clock.now() / 1000 });
      return run.enter("Succeeded");
    }
    breakOff(run, failure.status);
    rollback.info.errorInformation = { code: failure.code, message: failure.message };
    return run.enter(failure.status);
  });
}

/** Traffic goes where it came from before the new tasks go. */
async function takeBack(run: DeploymentRun, failed: Deployment, { blue, green }: Progress): Promise<void> {
  if (blue === undefined || green === undefined) return;
  const shifted = new Set(failed.traffic.map(({ listener }) => listener));
  if (shifted.has("production")) {
    await allShifted(run, "production", green, blue);
    await makePrimary(run, blue.taskSet);
  }
  if (shifted.has("test")) await allShifted(run, "test", green, blue);
  await deleteTaskSet(run, green.taskSet);
}

async function forever(signal: AbortSignal): Promise<never> {
  signal.throwIfAborted();
  return new Promise((_resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}

/** Waits until a deployment is over. */
export async function untilOver(run: DeploymentRun): Promise<void> {
  while (!isOver(run.deployment)) await run.nextChange(1_000);
}
