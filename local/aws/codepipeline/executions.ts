import { randomUUID } from "node:crypto";
import { AwsError } from "../client/aws-error";
import type { Scope } from "../gateway/scope";
import type { Execution, ExecutionTrigger } from "./execution";
import { type Pipeline, pipelineNamed } from "./pipelines";
import { checkOverrides, resolveSources, type SourceRevision } from "./source-revisions";
import type { StartInput } from "./start-input";

/** How to start an execution; `known` are revisions that the trigger itself tells. */
export interface Start extends Pick<StartInput, "name" | "sourceRevisions" | "variables"> {
  readonly trigger: ExecutionTrigger;
  readonly known?: readonly SourceRevision[];
}

/** Starts an execution. One whose source can't be fetched exists all the same, as failed. */
export async function startPipelineExecution(scope: Scope, start: Start): Promise<Execution> {
  const pipeline = pipelineNamed(scope, start.name);
  const { declaration } = pipeline;
  const overrides = start.sourceRevisions ?? [];
  checkOverrides(declaration, overrides);
  const variables = resolvedVariables(pipeline, start.variables ?? []);
  const sources = await resolveSources(scope, declaration, overrides, start.known ?? []);
  const now = Date.now() / 1000;
  const execution: Execution = {
    pipelineExecutionId: randomUUID(),
    pipelineName: declaration.name,
    pipelineVersion: pipeline.version,
    status: sources.failure === undefined ? "InProgress" : "Failed",
    ...(sources.failure === undefined ? {} : { statusSummary: sources.failure }),
    startTime: now,
    lastUpdateTime: now,
    trigger: start.trigger,
    sourceRevisions: sources.revisions,
    variables,
    executionMode: declaration.executionMode,
    executionType: "STANDARD",
  };
  pipeline.executions.push(execution);
  await tellState(scope, execution, "STARTED");
  if (execution.status === "Failed") await tellState(scope, execution, "FAILED");
  return execution;
}

/** Stops an execution that is in progress. */
export async function stopPipelineExecution(scope: Scope, execution: Execution): Promise<void> {
  if (execution.status !== "InProgress") {
    throw new AwsError(
      "PipelineExecutionNotStoppableException",
      `The execution ${execution.pipelineExecutionId} is ${execution.status}; only one InProgress can be stopped`,
    );
  }
  execution.status = "Stopped";
  execution.lastUpdateTime = Date.now() / 1000;
  await tellState(scope, execution, "STOPPED");
}

/** The execution, or AWS's error. */
export function executionOf(scope: Scope, pipelineName: string, id: string): Execution {
  const { executions } = pipelineNamed(scope, pipelineName);
  const execution = executions.find(({ pipelineExecutionId }) => pipelineExecutionId === id);
  if (execution !== undefined) return execution;
  throw new AwsError(
    "PipelineExecutionNotFoundException",
    `The pipeline execution ${id} does not exist for the pipeline ${pipelineName}`,
  );
}

async function tellState(scope: Scope, execution: Execution, state: string): Promise<void> {
  await scope.emit({
    source: "aws.codepipeline",
    "detail-type": "CodePipeline Pipeline Execution State Change",
    resources: [scope.arn("codepipeline", execution.pipelineName)],
    detail: {
      pipeline: execution.pipelineName,
      "execution-id": execution.pipelineExecutionId,
      "execution-trigger": {
        "trigger-type": execution.trigger.triggerType,
        "trigger-detail": execution.trigger.triggerDetail,
      },
      state,
      version: execution.pipelineVersion,
      "pipeline-execution-attempt": 1,
    },
  });
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
