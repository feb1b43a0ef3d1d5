import { accountOfArn } from "../modules/aws/arn";
import type { ActionCategory } from "../modules/pipeline/action";
import type { Pipeline } from "../modules/pipeline/pipeline";
import type { BoundAction, Stage } from "../modules/pipeline/stage";
import type { StageCondition, StageOptions } from "../modules/pipeline/stage-conditions";
import { resolved } from "../modules/terraform/resolved";
import { isIn, type Place } from "./place";
import { readable } from "./readable";

/** An action of a pipeline, and what it works on. */
export interface ActionOverview {
  readonly actionName: string;
  readonly category: ActionCategory;
  readonly provider: string;
  readonly target: string;
  /** The account and the Region of the target, as far as they are others than the stack's. */
  readonly elsewhere: string | undefined;
}

/** A stage of a pipeline. */
export interface StageOverview {
  readonly stageName: string;
  /** Groups of actions in the order in which they run; those of a group run side by side. */
  readonly steps: readonly (readonly ActionOverview[])[];
  /** What is checked around the stage, and what happens when it fails. */
  readonly conditions: readonly string[];
}

/** A pipeline, from what starts it to what it deploys to. */
export interface PipelineOverview {
  readonly pipelineName: string;
  readonly startedBy: readonly string[];
  readonly stages: readonly StageOverview[];
}

function elsewhere({ action, roleArn }: BoundAction, pipeline: Pipeline, place: Place): string | undefined {
  const accountId = accountOfArn(resolved(pipeline, roleArn ?? ""));
  const { region = place.region } = action;
  const parts = [
    ...(accountId === undefined || isIn(place, accountId) ? [] : [`account ${accountId}`]),
    ...(region === place.region ? [] : [region]),
  ];
  return parts.length > 0 ? parts.join(", ") : undefined;
}

function describeCondition(when: string, condition: StageCondition<string> | undefined): readonly string[] {
  if (!condition) return [];
  const rules = condition.rules.map(({ description }) => readable(description));
  return [`${when}: ${rules.join(" and ")}, else ${condition.result}`];
}

function conditionsOf({ beforeEntry, onSuccess, onFailure }: StageOptions): readonly string[] {
  return [
    ...describeCondition("before entry", beforeEntry),
    ...describeCondition("on success", onSuccess),
    ...(onFailure ? [`on failure: ${onFailure.result}`] : []),
  ];
}

function stepsOf({ actions }: Stage, pipeline: Pipeline, place: Place): StageOverview["steps"] {
  const orderOf = ({ action }: BoundAction): number => action.runOrder ?? 1;
  const orders = [...new Set(actions.map(orderOf))].sort((a, b) => a - b);
  return orders.map((order) =>
    actions
      .filter((bound) => orderOf(bound) === order)
      .map((bound) => ({
        actionName: readable(bound.action.actionName),
        category: bound.action.type.category,
        provider: bound.action.type.provider,
        target: readable(resolved(pipeline, bound.action.target)),
        elsewhere: elsewhere(bound, pipeline, place),
      })),
  );
}

/** What a pipeline of a stack at a place does. */
export function pipelineOverview(pipeline: Pipeline, place: Place): PipelineOverview {
  return {
    pipelineName: readable(resolved(pipeline, pipeline.pipelineName)),
    startedBy: pipeline.startedBy.map(({ description }) => readable(resolved(pipeline, description))),
    stages: pipeline.stages.map((stage) => ({
      stageName: readable(stage.stageName),
      steps: stepsOf(stage, pipeline, place),
      conditions: conditionsOf(stage),
    })),
  };
}
