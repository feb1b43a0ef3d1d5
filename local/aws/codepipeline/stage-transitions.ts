import { z } from "zod";
import { AwsError } from "../client/aws-error";
import type { Scope } from "../gateway/scope";
import { gateOf, pipelineNamed } from "./pipelines";
import type { StageGate } from "./running/stage-gate";
import { stageNamed } from "./stages";

const transition = z.object({
  pipelineName: z.string(),
  stageName: z.string(),
  transitionType: z.enum(["Inbound", "Outbound"]),
});

export const enableTransitionInput = transition;
export const disableTransitionInput = transition.extend({
  reason: z.string().regex(/^[a-zA-Z0-9!@ ().*?-]{1,300}$/),
});

type Transition = z.output<typeof transition>;

/** Lets nothing pass into a stage, or out of it. */
export function disableTransition(
  scope: Scope,
  { reason, ...input }: z.output<typeof disableTransitionInput>,
  callerArn: string,
): void {
  gate(scope, input).disable({
    disabledReason: reason,
    lastChangedBy: callerArn,
    lastChangedAt: scope.clock.now() / 1000,
  });
}

/** Lets whoever waits pass. */
export function enableTransition(scope: Scope, input: Transition): void {
  gate(scope, input).enable();
}

// The way out of a stage is the way into the next.
function gate(scope: Scope, { pipelineName, stageName, transitionType }: Transition): StageGate {
  const pipeline = pipelineNamed(scope, pipelineName);
  const stage = stageNamed(pipeline, stageName);
  const { stages } = pipeline.declaration;
  const entered = stages[stages.indexOf(stage) + (transitionType === "Outbound" ? 1 : 0)];
  if (entered !== undefined) return gateOf(pipeline, entered.name);
  throw new AwsError("ValidationException", `Nothing comes after the stage ${stageName}`);
}
