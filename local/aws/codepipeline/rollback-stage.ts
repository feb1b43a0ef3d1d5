import { AwsError } from "../client/aws-error";
import { gateOf } from "./pipelines";
import type { ExecutionRun } from "./running/execution-run";
import { stageNamed } from "./stages";

/** Takes a stage back to what an execution brought there that succeeded in it. */
export function rollBackStage(target: ExecutionRun, stageName: string, callerArn: string): ExecutionRun {
  const { pipeline, execution } = target;
  const { actions } = stageNamed(pipeline, stageName);
  const { executionMode } = pipeline.declaration;
  if (executionMode === "PARALLEL") throw unable("A pipeline of mode PARALLEL cannot be rolled back");
  if (actions.some(({ actionTypeId }) => actionTypeId.category === "Source")) {
    throw unable(`The stage ${stageName} has sources; such a stage cannot be rolled back`);
  }
  if (!target.canBeTarget(stageName)) {
    throw unable(
      `The execution ${execution.pipelineExecutionId} has not succeeded in the stage ${stageName}, ` +
        "is a roll back itself, or ran with another structure of the pipeline",
    );
  }
  if (gateOf(pipeline, stageName).locked) throw unable(`An execution runs in the stage ${stageName}`);
  return target.rollBackTo(stageName, { triggerType: "ManualRollback", triggerDetail: callerArn });
}

function unable(message: string): AwsError {
  return new AwsError("UnableToRollbackStageException", message);
}
