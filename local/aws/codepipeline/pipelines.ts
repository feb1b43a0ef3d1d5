import { AwsError } from "../client/aws-error";
import { type Scope, ScopedState } from "../gateway/scope";
import type { Execution } from "./execution";
import type { PipelineDeclaration } from "./pipeline-declaration";

/** A pipeline that exists, with all its executions, oldest first. */
export interface Pipeline {
  declaration: PipelineDeclaration;
  version: number;
  readonly created: number;
  updated: number;
  readonly executions: Execution[];
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

/** The pipeline's structure as AWS shows it: with its version, secrets masked. */
export function shownPipeline({ declaration, version }: Pipeline): object {
  const stages = declaration.stages.map((stage) => ({
    ...stage,
    actions: stage.actions.map((action) => ({ ...action, configuration: masked(action.configuration) })),
  }));
  return { ...declaration, stages, version };
}

function masked(configuration: Readonly<Record<string, string>>): Record<string, string> {
  return "OAuthToken" in configuration ? { ...configuration, OAuthToken: "****" } : configuration;
}
