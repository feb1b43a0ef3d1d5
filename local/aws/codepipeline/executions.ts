import { AwsError } from "../client/aws-error";
import type { Scope } from "../gateway/scope";
import { type Execution, type ExecutionTrigger, newExecution } from "./execution";
import { type Pipeline, pipelineNamed } from "./pipelines";
import { ExecutionRun } from "./running/execution-run";
import {
  checkOverrides,
  knownRevisions,
  namedObjectKeys,
  namedRevisions,
  type SourceRevision,
} from "./source-revisions";
import type { StartInput } from "./start-input";

/** How to start an execution; `known` are revisions that the trigger itself tells. */
export interface Start extends Pick<StartInput, "name" | "sourceRevisions" | "variables"> {
  readonly trigger: ExecutionTrigger;
  readonly known?: readonly SourceRevision[];
}

// CodePipeline user guide: Quotas.
const MOST_AT_ONCE = 50;

/** Starts an execution, which goes on in the background. */
export async function startPipelineExecution(scope: Scope, start: Start): Promise<Execution> {
  const pipeline = pipelineNamed(scope, start.name);
  const { declaration } = pipeline;
  const overrides = start.sourceRevisions ?? [];
  checkOverrides(declaration, overrides);
  const variables = resolvedVariables(pipeline, start.variables ?? []);
  const named = namedRevisions(overrides, start.known ?? []);
  const sourceRevisions = await knownRevisions(scope, declaration, named);
  checkLimit(pipeline);
  const { trigger } = start;
  const given = { trigger, sourceRevisions, variables, executionType: "STANDARD" } as const;
  const options = { named, objectKeys: namedObjectKeys(overrides) };
  const run = new ExecutionRun(scope, pipeline, newExecution(scope, pipeline, given), options);
  run.start();
  return run.execution;
}

/** The execution, or AWS's error. */
export function runOf(scope: Scope, pipelineName: string, id: string): ExecutionRun {
  const { runs } = pipelineNamed(scope, pipelineName);
  const run = runs.find(({ execution }) => execution.pipelineExecutionId === id);
  if (run !== undefined) return run;
  throw new AwsError(
    "PipelineExecutionNotFoundException",
    `The pipeline execution ${id} does not exist for the pipeline ${pipelineName}`,
  );
}

function checkLimit({ declaration, runs }: Pipeline): void {
  if (declaration.executionMode === "SUPERSEDED") return;
  const inProgress = runs.filter(({ execution }) => execution.status === "InProgress");
  if (inProgress.length < MOST_AT_ONCE) return;
  throw new AwsError(
    "ConcurrentPipelineExecutionsLimitExceededException",
    `The pipeline ${declaration.name} has ${inProgress.length} executions in progress; ${MOST_AT_ONCE} is the limit`,
  );
}

function resolvedVariables(
  { declaration }: Pipeline,
  given: NonNullable<StartInput["variables"]>,
): Execution["variables"] {
  const declared = declaration.variables ?? [];
  const unknown = given.find(({ name }) => !declared.some((variable) => variable.name === name));
  if (unknown !== undefined) {
    throw new AwsError(
      "ValidationException",
      `The pipeline ${declaration.name} has no variable '${unknown.name}'; ` +
        `it has ${declared.map(({ name }) => name).join(", ") || "none"}`,
    );
  }
  return declared.map(({ name, defaultValue }) => {
    const resolvedValue = given.find((variable) => variable.name === name)?.value ?? defaultValue;
    if (resolvedValue !== undefined) return { name, resolvedValue };
    throw new AwsError("ValidationException", `The variable '${name}' has no default and was given no value`);
  });
}
