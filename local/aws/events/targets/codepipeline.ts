import type { z } from "zod";
import { startPipelineExecution } from "../../codepipeline/executions";
import { startInput } from "../../codepipeline/start-input";
import { isObject } from "../../json";
import { assumeTargetRole, type DeliveryContext, type Outcome } from "./delivery-context";

/** Starts the pipeline. Of the input only sourceRevisions and variables count, as for StartPipelineExecution. */
export async function deliverToPipeline(context: DeliveryContext, pipelineName: string): Promise<Outcome> {
  await assumeTargetRole(context, "codepipeline:StartPipelineExecution");
  const execution = await startPipelineExecution(context.scope, {
    name: pipelineName,
    ...overridesIn(context.input),
    trigger: { triggerType: "CloudWatchEvent", triggerDetail: context.rule.Arn },
  });
  return { outcome: "delivered", detail: execution.pipelineExecutionId };
}

function overridesIn(input: string): Pick<z.output<typeof startInput>, "sourceRevisions" | "variables"> {
  const parsed: unknown = JSON.parse(input);
  const { sourceRevisions, variables } = startInput.partial().parse(isObject(parsed) ? parsed : {});
  return { sourceRevisions, variables };
}
