import { AwsError } from "../client/aws-error";
import type { ExecutionRun } from "./running/execution-run";
import { Interruption } from "./running/interruption";

/** Stops an execution: after what is in progress, or at once. */
export function stopPipelineExecution(run: ExecutionRun, abandon: boolean, reason: string | undefined): void {
  const { execution } = run;
  const { pipelineExecutionId: id, status } = execution;
  if (status === "Stopping" && (!abandon || run.interrupted)) {
    throw new AwsError("DuplicatedStopRequestException", `The execution ${id} is stopping already`);
  }
  if (status !== "InProgress" && status !== "Stopping") {
    throw new AwsError(
      "PipelineExecutionNotStoppableException",
      `The execution ${id} is ${status}; only one InProgress can be stopped`,
    );
  }
  execution.stopTrigger = { reason };
  if (status === "InProgress") run.halt("stop");
  if (abandon) run.interrupt(new Interruption("stop"));
}
