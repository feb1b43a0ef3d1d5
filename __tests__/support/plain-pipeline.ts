import type { Action } from "../../modules/pipeline/action";
import type { PipelineProps } from "../../modules/pipeline/pipeline";
import { BareStack } from "./bare-stack";
import { findingsOf, type ReportedFinding } from "./findings";
import { emptyPipeline } from "./minimal-modules";
import { PlainSource, plainStage } from "./plain-action";

/** The stages of a pipeline: names, each with its actions. */
export type Stages = readonly (readonly [string, ...Action[]])[];

/** A first stage that is in order. */
export const firstStage = ["Source", new PlainSource()] as const;

/** A stack with a valid pipeline of two plain stages. */
export function plainPipeline(changes: Partial<PipelineProps> = {}): BareStack {
  const stack = new BareStack();
  const source = new PlainSource();
  emptyPipeline(stack, changes).stage("Source", source).stage("Last", plainStage(source.output));
  return stack;
}

/** What is found wrong in a pipeline of these stages. */
export function findingsIn(stages: Stages, stack = new BareStack()): readonly ReportedFinding[] {
  const pipeline = emptyPipeline(stack);
  for (const [name, ...actions] of stages) pipeline.stage(name, ...actions);
  return findingsOf(stack);
}
