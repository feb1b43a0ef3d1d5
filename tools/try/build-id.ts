import type { ActionRun } from "../../local/aws/pipeline-run";

/** The ID of the build that an action ran, whose log says more than the action does; undefined where it ran none. */
export function buildIdOf({ output }: ActionRun): string | undefined {
  const { externalExecutionId = "" } = output.executionResult;
  return /^[^:]+:[0-9a-f-]{36}$/.test(externalExecutionId) ? externalExecutionId : undefined;
}
