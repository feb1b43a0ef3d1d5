import { z } from "zod";
import { AwsError } from "../client/aws-error";
import type { Scope } from "../gateway/scope";
import { pipelineNamed } from "./pipelines";
import { stageNamed } from "./stages";

export const approvalResultInput = z.object({
  pipelineName: z.string(),
  stageName: z.string(),
  actionName: z.string(),
  token: z.string(),
  result: z.object({ summary: z.string().max(512), status: z.enum(["Approved", "Rejected"]) }),
});

/** Answers the question of a manual approval. */
export function putApprovalResult(
  scope: Scope,
  input: z.output<typeof approvalResultInput>,
  callerArn: string,
): { approvedAt: number } {
  const { pipelineName, stageName, actionName, token, result } = input;
  const pipeline = pipelineNamed(scope, pipelineName);
  if (!stageNamed(pipeline, stageName).actions.some(({ name }) => name === actionName)) {
    throw new AwsError("ActionNotFoundException", `The stage ${stageName} has no action '${actionName}'`);
  }
  const asked = pipeline.runs
    .flatMap(({ stages }) => stages.filter((stage) => stage.stageName === stageName))
    .flatMap(({ actions }) => actions)
    .find(({ action, approval }) => action.name === actionName && approval?.token === token);
  if (asked?.approval?.answered) {
    throw new AwsError(
      "ApprovalAlreadyCompletedException",
      `The action ${actionName} has been approved or rejected already`,
    );
  }
  if (asked?.approval === undefined || asked.status !== "InProgress") {
    throw new AwsError(
      "InvalidApprovalTokenException",
      `No request for approval of the action ${actionName} with that token waits for an answer`,
    );
  }
  asked.approval.answer(result, callerArn);
  return { approvedAt: scope.clock.now() / 1000 };
}
