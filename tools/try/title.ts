import type { ActionRun } from "../../local/aws/pipeline-run";

/** What the lines of an action begin with: its stage, and its own name where that is another. */
export function titleOf({ stageName, actionName }: Pick<ActionRun, "stageName" | "actionName">): string {
  return (stageName === actionName ? stageName : `${stageName}/${actionName}`).padEnd(18);
}
