import { newRollback } from "../deployments";
import { allShifted, type Progress } from "./blue-green";
import type { DeploymentFailure } from "./deployment-failure";
import type { DeploymentRun } from "./deployment-run";
import { deleteTaskSet, makePrimary } from "./ecs-service";
import { during } from "./lifecycle";
import { newRun, start } from "./runs";

/** Takes a deployment back where its group, or whoever stopped it, wants that; answers with what starts it. */
export function rollBackAfter(
  failed: DeploymentRun,
  failure: DeploymentFailure,
  progress: Progress,
): (() => void) | undefined {
  const { info, group } = failed.deployment;
  const { enabled = false, events = [] } = group.autoRollbackConfiguration ?? {};
  if (!(failure.rollsBack ?? (enabled && events.includes(failure.event)))) return undefined;
  if (progress.green === undefined) {
    info.rollbackInfo = {
      rollbackMessage: "There is nothing to roll back: no replacement task set was created.",
    };
    return undefined;
  }
  const run = newRun(failed.scope, newRollback(failed.scope, failed.deployment));
  const rollbackDeploymentId = run.deployment.info.deploymentId;
  const tell = (does: string) => {
    const rollbackMessage = `Deployment ${rollbackDeploymentId} ${does} this deployment.`;
    info.rollbackInfo = { rollbackDeploymentId, rollbackMessage };
  };
  tell("rolls back");
  const work = async () => {
    await takeBack(run, failed, progress);
    tell("has rolled back");
  };
  return () => start(run, work, () => void tell("could not roll back"));
}

/** Traffic goes where it came from before the new tasks go. */
async function takeBack(
  run: DeploymentRun,
  { changedListeners }: DeploymentRun,
  { blue, green }: Progress,
): Promise<void> {
  run.deployment.lifecycleEvents.push({ lifecycleEventName: "AllowTraffic", status: "Pending" });
  await run.assumeRole();
  if (blue === undefined || green === undefined) return;
  await during(run, "AllowTraffic", async () => {
    if (changedListeners.has("production")) {
      await allShifted(run, "production", green, blue);
      await makePrimary(run, blue.taskSet);
    }
    if (changedListeners.has("test")) await allShifted(run, "test", green, blue);
  });
  await deleteTaskSet(run, green.taskSet);
}
