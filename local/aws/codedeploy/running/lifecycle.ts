import type { LifecycleEvent, LifecycleEventName } from "../deployment";
import type { DeploymentRun } from "./deployment-run";

const WITHOUT_TEST: readonly LifecycleEventName[] = [
  "BeforeInstall",
  "Install",
  "AfterInstall",
  "BeforeAllowTraffic",
  "AllowTraffic",
  "AfterAllowTraffic",
];
const OF_TEST: readonly LifecycleEventName[] = ["AllowTestTraffic", "AfterAllowTestTraffic"];

/** Lists what will happen; the test's events only where the group has a listener for it. */
export function planEvents({ deployment }: DeploymentRun, hasTestListener: boolean): void {
  const names = hasTestListener ? WITHOUT_TEST.toSpliced(3, 0, ...OF_TEST) : WITHOUT_TEST;
  const events = names.map(
    (lifecycleEventName): LifecycleEvent => ({ lifecycleEventName, status: "Pending" }),
  );
  deployment.lifecycleEvents.push(...events);
}

/** Does what belongs to an event, and notes how it went. */
export async function during(
  run: DeploymentRun,
  name: LifecycleEventName,
  work: (event: LifecycleEvent) => Promise<void>,
): Promise<void> {
  const event = run.deployment.lifecycleEvents.find(({ lifecycleEventName }) => lifecycleEventName === name);
  if (event === undefined) return;
  run.signal.throwIfAborted();
  begin(run, event);
  await work(event);
  run.signal.throwIfAborted();
  end(run, event, "Succeeded");
}

/** What was going on has failed, or was stopped; what would follow is skipped. */
export function breakOff(run: DeploymentRun, status: "Failed" | "Stopped"): void {
  for (const event of run.deployment.lifecycleEvents) {
    if (event.status === "InProgress") end(run, event, status === "Failed" ? "Failed" : "Skipped");
    if (event.status === "Pending") event.status = "Skipped";
  }
}

function begin(run: DeploymentRun, event: LifecycleEvent): void {
  event.status = "InProgress";
  event.startTime = run.scope.clock.now() / 1000;
  run.changed();
}

function end(run: DeploymentRun, event: LifecycleEvent, status: LifecycleEvent["status"]): void {
  event.status = status;
  event.endTime = run.scope.clock.now() / 1000;
  run.changed();
}
