import { AwsError } from "../client/aws-error";
import { type Scope, ScopedState } from "../gateway/scope";
import { maskedConfiguration } from "./masked-configuration";
import type { PipelineDeclaration } from "./pipeline-declaration";
import type { ExecutionRun } from "./running/execution-run";
import { StageGate } from "./running/stage-gate";

/** A pipeline that exists, with all its executions, oldest first. */
export interface Pipeline {
  declaration: PipelineDeclaration;
  version: number;
  readonly created: number;
  updated: number;
  readonly runs: ExecutionRun[];
  /** By the stage's name. */
  readonly gates: Map<string, StageGate>;
}

/** The pipelines of an account and region, by name. */
export const pipelinesIn = new ScopedState(() => new Map<string, Pipeline>());

/** The pipeline, or AWS's error. */
export function pipelineNamed(scope: Scope, name: string): Pipeline {
  const pipeline = pipelinesIn.of(scope).get(name);
  if (pipeline !== undefined) return pipeline;
  throw new AwsError(
    "PipelineNotFoundException",
    `Account '${scope.accountId}' does not have a pipeline with name '${name}'`,
  );
}

/** The way into a stage. */
export function gateOf({ gates }: Pipeline, stageName: string): StageGate {
  const existing = gates.get(stageName);
  if (existing !== undefined) return existing;
  const gate = new StageGate();
  gates.set(stageName, gate);
  return gate;
}

/** The pipeline's structure as AWS shows it: with its version, secrets masked. */
export function shownPipeline({ declaration, version }: Pipeline): object {
  const stages = declaration.stages.map((stage) => ({
    ...stage,
    actions: stage.actions.map((action) => ({
      ...action,
      configuration: maskedConfiguration(action.configuration),
    })),
  }));
  return { ...declaration, stages, version };
}
