import { configNamed } from "../deployment-configs";
import { lookAtAlarms } from "./alarms";
import { type AppSpec, readAppSpec } from "./app-spec";
import { DeploymentFailure, DeploymentStop } from "./deployment-failure";
import type { DeploymentRun } from "./deployment-run";
import {
  createTaskSet,
  deleteTaskSet,
  describeService,
  makePrimary,
  primaryTaskSet,
  type ShownTaskSet,
} from "./ecs-service";
import { runHook } from "./hooks";
import { during, planEvents } from "./lifecycle";
import {
  checkBehindListener,
  listenersOf,
  shiftTraffic,
  type TargetGroup,
  targetGroupPair,
} from "./listeners";
import { revisionContent } from "./revision-content";
import { trafficSteps } from "./traffic-steps";

const MINUTE_MS = 60_000;
// CodeDeploy user guide: Troubleshoot Amazon ECS deployment issues.
const TASKS_LIMIT_MINUTES = 60;
const LOOK_AGAIN_MS = 1_000;

/** A task set, and the target group that it is behind. */
export interface Side {
  readonly taskSet: ShownTaskSet;
  readonly targetGroup: TargetGroup;
}

/** How far a deployment came: what a roll-back needs to know. */
export interface Progress {
  blue?: Side;
  green?: Side;
}

/** Replaces the tasks in production by those of the revision. */
export async function deployBlueGreen(run: DeploymentRun, progress: Progress): Promise<void> {
  const hasTestListener = listenersOf(run).test !== undefined;
  planEvents(run, hasTestListener);
  await run.assumeRole();
  await lookAtAlarms(run);
  const spec = readAppSpec(await revisionContent(run));
  if (spec.hooks.AfterAllowTestTraffic !== undefined && !hasTestListener) {
    throw new DeploymentFailure(
      "INVALID_REVISION",
      "The AppSpec file has a function for AfterAllowTestTraffic, but the deployment group has no test listener",
    );
  }
  await runHook(run, spec, "BeforeInstall");
  await during(run, "Install", () => install(run, spec, progress));
  await runHook(run, spec, "AfterInstall");
  const { blue, green } = bothOf(progress);
  await during(run, "AllowTestTraffic", () => allShifted(run, "test", blue, green));
  await runHook(run, spec, "AfterAllowTestTraffic");
  await untilReady(run);
  await runHook(run, spec, "BeforeAllowTraffic");
  await during(run, "AllowTraffic", () => allowTraffic(run, blue, green));
  await runHook(run, spec, "AfterAllowTraffic");
  await terminate(run, blue);
}

/** Sends all traffic of a listener to one side. */
export async function allShifted(
  run: DeploymentRun,
  listener: "production" | "test",
  from: Side,
  to: Side,
): Promise<void> {
  await shiftTraffic(run, listener, [
    [from.targetGroup, 0],
    [to.targetGroup, 100],
  ]);
}

function bothOf({ blue, green }: Progress): { readonly blue: Side; readonly green: Side } {
  if (blue === undefined || green === undefined)
    throw new Error("Traffic is shifted after the installation.");
  return { blue, green };
}

async function install(run: DeploymentRun, spec: AppSpec, progress: Progress): Promise<void> {
  const pair = await targetGroupPair(run);
  const primary = await primaryTaskSet(run);
  const behind = primary.loadBalancers.map(({ targetGroupArn }) => targetGroupArn);
  const blue = pair.find(({ arn }) => behind.includes(arn));
  const green = pair.find(({ arn }) => !behind.includes(arn));
  if (blue === undefined || green === undefined) {
    throw new DeploymentFailure(
      "ELASTIC_LOAD_BALANCING_INVALID",
      "The ELB could not be updated due to the following error: the target group of the PRIMARY task set is not one of " +
        `${pair.map(({ name }) => name).join(", ")}`,
    );
  }
  await checkBehindListener(run, "production", pair, blue);
  await checkBehindListener(run, "test", pair, blue);
  checkSteps(run, green);
  await refuseLeftover(run);
  progress.blue = { taskSet: primary, targetGroup: blue };
  const taskSet = await createTaskSet(run, spec, primary, green.arn);
  progress.green = { taskSet, targetGroup: green };
  await untilSteady(run, taskSet);
}

function stepsOf({ scope, deployment }: DeploymentRun) {
  return trafficSteps(configNamed(scope, deployment.info.deploymentConfigName));
}

function checkSteps(run: DeploymentRun, { isOfNetwork }: TargetGroup): void {
  if (!isOfNetwork || stepsOf(run).length === 1) return;
  throw new DeploymentFailure(
    "ELASTIC_LOAD_BALANCING_INVALID",
    "Only ALB supports gradual traffic routing, use AllAtOnce Traffic routing instead when you create/update Deployment group",
  );
}

async function refuseLeftover(run: DeploymentRun): Promise<void> {
  const { taskSets } = await describeService(run);
  const leftover = taskSets.find(({ status }) => status !== "PRIMARY");
  if (leftover === undefined) return;
  throw new DeploymentFailure(
    "ECS_UPDATE_ERROR",
    `The ECS service cannot be updated due to an unexpected error: it has the task set ${leftover.taskSetArn} of the ` +
      `deployment ${leftover.externalId} still. Delete it, with its share of the traffic`,
  );
}

async function untilSteady(run: DeploymentRun, { taskSetArn }: ShownTaskSet): Promise<void> {
  const { clock } = run.scope;
  const until = clock.now() + TASKS_LIMIT_MINUTES * MINUTE_MS;
  for (;;) {
    const { taskSets, events } = await describeService(run);
    const green = taskSets.find((taskSet) => taskSet.taskSetArn === taskSetArn);
    if (green?.stabilityStatus === "STEADY_STATE") return;
    if (clock.now() >= until) {
      const why = events.find(({ message }) => message.includes("failed to launch"))?.message;
      throw new DeploymentFailure(
        "TIMEOUT",
        "The deployment timed out while waiting for the replacement task set to become healthy. This time out period " +
          `is ${TASKS_LIMIT_MINUTES} minutes.${why === undefined ? "" : ` Last event: ${why}`}`,
      );
    }
    await run.wait("tasks", Math.min(LOOK_AGAIN_MS, until - clock.now()), until);
  }
}

async function untilReady(run: DeploymentRun): Promise<void> {
  const { actionOnTimeout, waitTimeInMinutes = 0 } =
    run.deployment.group.blueGreenDeploymentConfiguration?.deploymentReadyOption ?? {};
  if (actionOnTimeout !== "STOP_DEPLOYMENT") return;
  const [outcome] = await Promise.all([run.wait("ready", waitTimeInMinutes * MINUTE_MS), run.enter("Ready")]);
  if (outcome === "over") {
    throw new DeploymentStop(
      "TIMEOUT",
      "The deployment timed out while waiting for a notification to continue. This time out period is " +
        `${waitTimeInMinutes} minutes.`,
      "DEPLOYMENT_STOP_ON_REQUEST",
    );
  }
  run.resume();
}

async function allowTraffic(run: DeploymentRun, blue: Side, green: Side): Promise<void> {
  for (const { percentage, thenWaitMinutes } of stepsOf(run)) {
    await lookAtAlarms(run);
    run.signal.throwIfAborted();
    await shiftTraffic(run, "production", [
      [blue.targetGroup, 100 - percentage],
      [green.targetGroup, percentage],
    ]);
    if (thenWaitMinutes > 0) await run.wait("traffic", thenWaitMinutes * MINUTE_MS);
  }
  await makePrimary(run, green.taskSet);
}

async function terminate(run: DeploymentRun, { taskSet }: Side): Promise<void> {
  const { terminationWaitTimeInMinutes = 0 } =
    run.deployment.group.blueGreenDeploymentConfiguration?.terminateBlueInstancesOnDeploymentSuccess ?? {};
  run.deployment.info.instanceTerminationWaitTimeStarted = true;
  if (terminationWaitTimeInMinutes > 0) {
    await run.wait("termination", terminationWaitTimeInMinutes * MINUTE_MS);
  }
  await lookAtAlarms(run);
  run.signal.throwIfAborted();
  await deleteTaskSet(run, taskSet);
}
