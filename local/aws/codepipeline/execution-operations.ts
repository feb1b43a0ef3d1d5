import { z } from "zod";
import type { Scope } from "../gateway/scope";
import type { Caller } from "../iam/caller";
import { actionExecutionDetails } from "./action-execution-list";
import type { Execution } from "./execution";
import { runOf, startPipelineExecution } from "./executions";
import { type Pipeline, pipelineNamed } from "./pipelines";
import { retryStage } from "./retry-stage";
import { rollBackStage } from "./rollback-stage";
import { ruleExecutionDetails } from "./rule-execution-list";
import type { ExecutionRun } from "./running/execution-run";
import type { StartInput } from "./start-input";
import { stopPipelineExecution } from "./stop-execution";

const page = { maxResults: z.number().int().min(1).optional(), nextToken: z.string().optional() };

export const executionInput = z.object({ pipelineName: z.string(), pipelineExecutionId: z.string() });
export const stopInput = executionInput.extend({
  abandon: z.boolean().default(false),
  reason: z.string().max(200).optional(),
});
export const retryInput = executionInput.extend({
  stageName: z.string(),
  retryMode: z.enum(["FAILED_ACTIONS", "ALL_ACTIONS"]),
});
export const rollbackInput = z.object({
  pipelineName: z.string(),
  stageName: z.string(),
  targetPipelineExecutionId: z.string(),
});
export const listExecutionsInput = z.object({
  pipelineName: z.string(),
  filter: z.object({ succeededInStage: z.object({ stageName: z.string() }).optional() }).optional(),
  ...page,
});
export const listDetailsInput = z.object({
  pipelineName: z.string(),
  filter: z
    .object({
      pipelineExecutionId: z.string().optional(),
      latestInPipelineExecution: z.looseObject({ pipelineExecutionId: z.string() }).optional(),
    })
    .optional(),
  ...page,
});

export async function startExecution(input: StartInput, scope: Scope, caller: Caller): Promise<object> {
  const trigger = { triggerType: "StartPipelineExecution", triggerDetail: caller.arn } as const;
  const { pipelineExecutionId } = await startPipelineExecution(scope, { ...input, trigger });
  return { pipelineExecutionId };
}

export function stopExecution(input: z.output<typeof stopInput>, scope: Scope): object {
  const { pipelineName, pipelineExecutionId, abandon, reason } = input;
  stopPipelineExecution(runOf(scope, pipelineName, pipelineExecutionId), abandon, reason);
  return { pipelineExecutionId };
}

export function retryStageExecution(input: z.output<typeof retryInput>, scope: Scope): object {
  const { pipelineName, pipelineExecutionId, stageName, retryMode } = input;
  retryStage(runOf(scope, pipelineName, pipelineExecutionId), stageName, retryMode);
  return { pipelineExecutionId };
}

export function rollBack(input: z.output<typeof rollbackInput>, scope: Scope, caller: Caller): object {
  const { pipelineName, stageName, targetPipelineExecutionId } = input;
  const target = runOf(scope, pipelineName, targetPipelineExecutionId);
  const { pipelineExecutionId } = rollBackStage(target, stageName, caller.arn).execution;
  return { pipelineExecutionId };
}

export function getExecution(input: z.output<typeof executionInput>, scope: Scope): object {
  const run = runOf(scope, input.pipelineName, input.pipelineExecutionId);
  const { startTime: _start, lastUpdateTime: _update, stopTrigger: _stop, ...shown } = run.execution;
  const { sourceRevisions: _told, ...pipelineExecution } = shown;
  return { pipelineExecution: { ...pipelineExecution, artifactRevisions: artifactRevisions(run) } };
}

/** What the sources of an execution have fetched, by the names of their artifacts: nothing before they have run. */
function artifactRevisions({ execution, declaration, stages }: ExecutionRun): object[] {
  const fetched =
    execution.executionType === "ROLLBACK"
      ? execution.sourceRevisions
      : stages.flatMap(({ actions }) => actions.flatMap(({ revision }) => revision ?? []));
  const actions = declaration.stages.flatMap((stage) => stage.actions);
  const latest = new Map(fetched.map((revision) => [revision.actionName, revision]));
  return [...latest.values()].map(({ actionName, ...revision }) => ({
    name: actions.find(({ name }) => name === actionName)?.outputArtifacts[0]?.name,
    ...revision,
  }));
}

/** Newest first, as AWS lists them. */
export function listExecutions(input: z.output<typeof listExecutionsInput>, scope: Scope): object {
  const stageName = input.filter?.succeededInStage?.stageName;
  const runs = pipelineNamed(scope, input.pipelineName).runs.filter(
    ({ stages }) =>
      stageName === undefined ||
      stages.some((stage) => stage.stageName === stageName && stage.status === "Succeeded"),
  );
  const { items, nextToken } = paged(runs.toReversed(), input);
  return { pipelineExecutionSummaries: items.map(({ execution }) => summary(execution)), nextToken };
}

export function listActionExecutions(input: z.output<typeof listDetailsInput>, scope: Scope): object {
  const { items, nextToken } = paged(runsOf(input, scope).flatMap(actionExecutionDetails), input);
  return { actionExecutionDetails: items, nextToken };
}

export function listRuleExecutions(input: z.output<typeof listDetailsInput>, scope: Scope): object {
  const { items, nextToken } = paged(runsOf(input, scope).flatMap(ruleExecutionDetails), input);
  return { ruleExecutionDetails: items, nextToken };
}

function summary(execution: Execution): object {
  const { pipelineName: _name, pipelineVersion: _version, variables: _variables, ...shown } = execution;
  return shown;
}

function runsOf({ pipelineName, filter }: z.output<typeof listDetailsInput>, scope: Scope): ExecutionRun[] {
  const pipeline: Pipeline = pipelineNamed(scope, pipelineName);
  const id = filter?.pipelineExecutionId ?? filter?.latestInPipelineExecution?.pipelineExecutionId;
  return id === undefined ? pipeline.runs.toReversed() : [runOf(scope, pipelineName, id)];
}

interface Page {
  readonly maxResults?: number | undefined;
  readonly nextToken?: string | undefined;
}

// A token is the number of those that were shown.
function paged<T>(
  all: readonly T[],
  { maxResults = 100, nextToken }: Page,
): { items: T[]; nextToken?: string } {
  const from = Number(nextToken ?? 0);
  const until = from + maxResults;
  return { items: all.slice(from, until), ...(until < all.length ? { nextToken: String(until) } : {}) };
}
