import { z } from "zod";
import { AwsError } from "../client/aws-error";
import type { Scope } from "../gateway/scope";
import { oneOffTasksIn } from "./one-off-tasks";
import { shownOneOffTask } from "./shown-one-off-task";

export const stopTaskInput = z.looseObject({
  cluster: z.string().default("default"),
  task: z.string(),
  reason: z.string().optional(),
});

/** Stops a task that was run by itself. */
export function stopTask(
  { cluster, task: asked, reason }: z.output<typeof stopTaskInput>,
  scope: Scope,
): object {
  const last = (nameOrArn: string) => nameOrArn.split("/").at(-1);
  const task = oneOffTasksIn
    .of(scope)
    .find(({ id, setting }) => id === last(asked) && last(setting.clusterArn) === last(cluster));
  if (task === undefined) {
    throw new AwsError("InvalidParameterException", "The referenced task was not found.");
  }
  task.stop(reason);
  return { task: shownOneOffTask(task) };
}
