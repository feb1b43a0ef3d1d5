import { z } from "zod";
import { AwsError } from "../client/aws-error";
import {
  executionInput,
  getExecution,
  listActionExecutions,
  listDetailsInput,
  listExecutions,
  listExecutionsInput,
  listRuleExecutions,
  retryInput,
  retryStageExecution,
  rollBack,
  rollbackInput,
  startExecution,
  stopExecution,
  stopInput,
} from "../codepipeline/execution-operations";
import { runOf, startPipelineExecution } from "../codepipeline/executions";
import {
  getJobDetails,
  jobFailure,
  jobSuccess,
  putJobFailureResult,
  putJobSuccessResult,
} from "../codepipeline/jobs";
import { overrideCondition, overrideInput } from "../codepipeline/override-condition";
import { type PipelineDeclaration, pipelineDeclaration } from "../codepipeline/pipeline-declaration";
import { pipelineState } from "../codepipeline/pipeline-state";
import { checkPipelineStructure } from "../codepipeline/pipeline-structure";
import { type Pipeline, pipelineNamed, pipelinesIn, shownPipeline } from "../codepipeline/pipelines";
import { approvalResultInput, putApprovalResult } from "../codepipeline/put-approval-result";
import type { ExecutionRun } from "../codepipeline/running/execution-run";
import { Interruption } from "../codepipeline/running/interruption";
import {
  disableTransition,
  disableTransitionInput,
  enableTransition,
  enableTransitionInput,
} from "../codepipeline/stage-transitions";
import { startInput } from "../codepipeline/start-input";
import { putWebhook, shownWebhook, webhookDefinition, webhooksIn } from "../codepipeline/webhooks";
import type { Scope } from "../gateway/scope";
import { ANY_INPUT, operation, type Service } from "../gateway/service";
import { addTags, forgetTags, tagList, tagOperations, tagsOf } from "../gateway/tags";
import type { Caller } from "../iam/caller";
import { whyNotAssumable } from "../iam/role";

const CHECKS =
  "moto checks no structure and writes its timestamps as text, which the Terraform provider refuses";
const LACKS = "moto lacks it";

const named = z.object({ name: z.string() });
const createInput = z.object({ pipeline: pipelineDeclaration, tags: tagList.optional() });
const putWebhookInput = z.object({ webhook: webhookDefinition, tags: tagList.optional() });

/** CodePipeline, all of it kept here. */
export const codepipeline: Service = {
  operations: {
    CreatePipeline: operation(CHECKS, createInput, createPipeline),
    GetPipeline: operation(CHECKS, named, getPipeline),
    UpdatePipeline: operation(CHECKS, createInput, updatePipeline),
    DeletePipeline: operation(CHECKS, named, deletePipeline),
    ListPipelines: operation(CHECKS, ANY_INPUT, listPipelines),
    GetPipelineState: operation(LACKS, named, ({ name }, scope) => pipelineState(pipelineNamed(scope, name))),
    StartPipelineExecution: operation(LACKS, startInput, startExecution),
    StopPipelineExecution: operation(LACKS, stopInput, stopExecution),
    RetryStageExecution: operation(LACKS, retryInput, retryStageExecution),
    RollbackStage: operation(LACKS, rollbackInput, rollBack),
    GetPipelineExecution: operation(LACKS, executionInput, getExecution),
    ListPipelineExecutions: operation(LACKS, listExecutionsInput, listExecutions),
    ListActionExecutions: operation(LACKS, listDetailsInput, listActionExecutions),
    ListRuleExecutions: operation(LACKS, listDetailsInput, listRuleExecutions),
    PutApprovalResult: operation(LACKS, approvalResultInput, (input, scope, { arn }) =>
      putApprovalResult(scope, input, arn),
    ),
    OverrideStageCondition: operation(LACKS, overrideInput, (input, scope) => {
      const run = runOf(scope, input.pipelineName, input.pipelineExecutionId);
      overrideCondition(run, input.stageName, input.conditionType);
      return {};
    }),
    DisableStageTransition: operation(LACKS, disableTransitionInput, (input, scope, { arn }) => {
      disableTransition(scope, input, arn);
      return {};
    }),
    EnableStageTransition: operation(LACKS, enableTransitionInput, (input, scope) => {
      enableTransition(scope, input);
      return {};
    }),
    GetJobDetails: operation(LACKS, z.object({ jobId: z.string() }), getJobDetails),
    PutJobSuccessResult: operation(LACKS, jobSuccess, putJobSuccessResult),
    PutJobFailureResult: operation(LACKS, jobFailure, putJobFailureResult),
    PutWebhook: operation(LACKS, putWebhookInput, putWebhookWithTags),
    ListWebhooks: operation(LACKS, ANY_INPUT, listWebhooks),
    DeleteWebhook: operation(LACKS, named, deleteWebhook),
    ...tagOperations(LACKS, "lower"),
  },
  *resources(scope) {
    for (const name of pipelinesIn.of(scope).keys()) yield pipelineArn(scope, name);
    for (const { arn } of webhooksIn.of(scope).values()) yield arn;
  },
};

type CreateInput = z.output<typeof createInput>;

async function createPipeline(
  { pipeline: declaration, tags }: CreateInput,
  scope: Scope,
  caller: Caller,
): Promise<object> {
  const { name } = declaration;
  if (pipelinesIn.of(scope).has(name)) {
    throw new AwsError("PipelineNameInUseException", `A pipeline with the name '${name}' already exists`);
  }
  await checkPipeline(scope, declaration);
  const now = scope.clock.now() / 1000;
  const pipeline: Pipeline = {
    declaration,
    version: 1,
    created: now,
    updated: now,
    runs: [],
    gates: new Map(),
  };
  pipelinesIn.of(scope).set(name, pipeline);
  const arn = pipelineArn(scope, name);
  addTags(scope, arn, tags);
  // CodePipeline runs a new pipeline at once.
  const trigger = { triggerType: "CreatePipeline", triggerDetail: caller.arn } as const;
  if (hasNoVariableWithoutDefault(declaration)) await startPipelineExecution(scope, { name, trigger });
  return { pipeline: shownPipeline(pipeline), tags: tagsOf(scope, arn, "lower") };
}

function hasNoVariableWithoutDefault({ variables = [] }: PipelineDeclaration): boolean {
  return variables.every(({ defaultValue }) => defaultValue !== undefined);
}

function getPipeline({ name }: { name: string }, scope: Scope): object {
  const pipeline = pipelineNamed(scope, name);
  const { created, updated } = pipeline;
  return {
    pipeline: shownPipeline(pipeline),
    metadata: { pipelineArn: pipelineArn(scope, name), created, updated },
  };
}

async function updatePipeline({ pipeline: declaration }: CreateInput, scope: Scope): Promise<object> {
  const pipeline = pipelineNamed(scope, declaration.name);
  await checkPipeline(scope, declaration);
  pipeline.declaration = declaration;
  pipeline.version += 1;
  pipeline.updated = scope.clock.now() / 1000;
  // What runs finishes its actions and ends (CodePipeline user guide: Edit a pipeline).
  for (const run of unfinished(pipeline)) run.halt("update");
  return { pipeline: shownPipeline(pipeline) };
}

// AWS answers the deletion of a pipeline that is not there as a success.
function deletePipeline({ name }: { name: string }, scope: Scope): object {
  const pipeline = pipelinesIn.of(scope).get(name);
  if (pipeline !== undefined) {
    for (const run of unfinished(pipeline)) run.interrupt(new Interruption("delete"));
  }
  pipelinesIn.of(scope).delete(name);
  forgetTags(scope, pipelineArn(scope, name));
  return {};
}

function unfinished({ runs }: Pipeline): ExecutionRun[] {
  return runs.filter(({ over }) => !over);
}

function listPipelines(_input: object, scope: Scope): object {
  const pipelines = [...pipelinesIn.of(scope).values()].map(({ declaration, version, created, updated }) => {
    const { name, pipelineType, executionMode } = declaration;
    return { name, version, pipelineType, executionMode, created, updated };
  });
  return { pipelines };
}

async function checkPipeline(scope: Scope, declaration: PipelineDeclaration): Promise<void> {
  checkPipelineStructure(declaration);
  const { roleArn, name } = declaration;
  const problem = await whyNotAssumable(scope, roleArn, "codepipeline.amazonaws.com", {
    sourceArn: scope.arn("codepipeline", name),
    sourceAccount: scope.accountId,
  });
  if (problem === undefined) return;
  throw new AwsError(
    "InvalidStructureException",
    `CodePipeline is not authorized to perform AssumeRole on role ${roleArn} (${problem})`,
  );
}

function putWebhookWithTags({ webhook, tags }: z.output<typeof putWebhookInput>, scope: Scope): object {
  const put = putWebhook(scope, webhook);
  addTags(scope, put.arn, tags);
  return { webhook: { ...shownWebhook(scope, put), tags: tagsOf(scope, put.arn, "lower") } };
}

function listWebhooks(_input: object, scope: Scope): object {
  const webhooks = [...webhooksIn.of(scope).values()].map((webhook) => ({
    ...shownWebhook(scope, webhook),
    tags: tagsOf(scope, webhook.arn, "lower"),
  }));
  return { webhooks };
}

function deleteWebhook({ name }: { name: string }, scope: Scope): object {
  const webhook = webhooksIn.of(scope).get(name);
  if (webhook !== undefined) forgetTags(scope, webhook.arn);
  webhooksIn.of(scope).delete(name);
  return {};
}

function pipelineArn(scope: Scope, name: string): string {
  return scope.arn("codepipeline", name);
}
