import { AwsError } from "../../client/aws-error";
import { type Scope, ScopedState } from "../../gateway/scope";
import { type Deployment, isOver } from "../deployment";
import { DeploymentFailure } from "./deployment-failure";
import { DeploymentRun } from "./deployment-run";
import { breakOff } from "./lifecycle";

const runsIn = new ScopedState(() => new Map<string, DeploymentRun>());

/** The run of a deployment. */
export function runOf(scope: Scope, { info }: Deployment): DeploymentRun {
  const run = runsIn.of(scope).get(info.deploymentId);
  if (run !== undefined) return run;
  throw new AwsError("DeploymentDoesNotExistException", `The deployment ${info.deploymentId} is not run`);
}

/** A run of a deployment, which has not begun. */
export function newRun(scope: Scope, deployment: Deployment): DeploymentRun {
  const run = new DeploymentRun(scope, deployment);
  runsIn.of(scope).set(deployment.info.deploymentId, run);
  return run;
}

/** Does a deployment's work in the background; `afterFailure` is told why it did not succeed, before anybody hears of it. */
export function start(
  run: DeploymentRun,
  work: () => Promise<void>,
  afterFailure: (failure: DeploymentFailure) => (() => void) | undefined = () => undefined,
): void {
  const { info } = run.deployment;
  run.scope.background.start(`the deployment ${info.deploymentId}`, async (ending) => {
    run.endWith(ending);
    await run.enter("InProgress");
    const failure = await failureOf(run, ending, work);
    if (failure === undefined) return run.enter("Succeeded");
    breakOff(run, failure.status);
    info.errorInformation = { code: failure.code, message: failure.message };
    const next = afterFailure(failure);
    await run.enter(failure.status);
    next?.();
  });
}

/** Waits until a deployment is over. */
export async function untilOver(run: DeploymentRun): Promise<void> {
  while (!isOver(run.deployment)) await run.nextChange(1_000);
}

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
    return cause instanceof DeploymentFailure ? cause : defect(cause);
  }
}

// What is no failure is a defect of ours, and is told as one.
function defect(cause: unknown): DeploymentFailure {
  const text = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
  return new DeploymentFailure("INTERNAL_ERROR", `The local AWS failed: ${text}`);
}
