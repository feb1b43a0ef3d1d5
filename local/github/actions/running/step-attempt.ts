import { AwsError } from "../../../aws/client/aws-error";
import { BuildFailure } from "../../../aws/codebuild/build";
import { ActionFailure } from "../uses/action";
import { CommandFileError } from "./command-file";
import type { StepLog } from "./step-log";

/** Whether something failed as a step can fail; what else goes wrong is a defect of the bench. */
export function isStepFailure(error: unknown): error is Error {
  return [ActionFailure, AwsError, BuildFailure, CommandFileError].some((kind) => error instanceof kind);
}

/** Does the work of a step; answers whether it succeeded. */
export async function attempt(
  log: StepLog,
  signal: AbortSignal,
  work: () => Promise<boolean>,
): Promise<boolean> {
  try {
    return await work();
  } catch (error) {
    if (signal.aborted) return false;
    if (!isStepFailure(error)) throw error;
    log.tell(`##[error]${error.message}`);
    return false;
  }
}
