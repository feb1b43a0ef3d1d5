import { randomUUID } from "node:crypto";
import { AwsError } from "../../client/aws-error";
import {
  type ActionArtifacts,
  type ActionContext,
  ActionFailure,
  type ActionProgress,
  type ActionResult,
} from "../actions/action-provider";
import { actionProviderOf } from "../actions/index";
import type { ActionDeclaration } from "../pipeline-declaration";
import type { ActionExecution, ArtifactDetail } from "./action-execution";
import { actionSession } from "./action-role";
import { actionEvent } from "./execution-events";
import type { ExecutionRun } from "./execution-run";
import { manualApproval } from "./manual-approval";
import type { StageExecution } from "./stage-execution";
import { minutesOf, withinMinutes } from "./time-limit";
import { resolveVariables } from "./variables";

/** Runs an action once. Answers whether it succeeded; rejects when the execution is interrupted. */
export async function runAction(
  run: ExecutionRun,
  stage: StageExecution,
  action: ActionDeclaration,
): Promise<boolean> {
  const execution = newExecution(run, action);
  stage.actions.push(execution);
  run.events.add(actionEvent(run, stage.stageName, execution, "STARTED"));
  try {
    take(run, execution, await withinTime(run, stage, execution));
    end(run, stage, execution, "Succeeded");
    return true;
  } catch (cause) {
    if (run.interrupted) {
      end(run, stage, execution, "Abandoned");
      throw run.interruption;
    }
    execution.errorDetails = errorOf(cause);
    end(run, stage, execution, "Failed");
    return false;
  }
}

function newExecution({ scope, declaration }: ExecutionRun, action: ActionDeclaration): ActionExecution {
  const now = scope.clock.now() / 1000;
  return {
    actionExecutionId: randomUUID(),
    action,
    region: action.region ?? scope.region,
    roleArn: action.roleArn ?? declaration.roleArn,
    startTime: now,
    lastUpdateTime: now,
    status: "InProgress",
    inputArtifacts: [],
    outputArtifacts: [],
  };
}

async function withinTime(
  run: ExecutionRun,
  stage: StageExecution,
  execution: ActionExecution,
): Promise<ActionResult> {
  const { clock } = run.scope;
  const limits = { clock, signal: run.abandoned, left: (work: Promise<unknown>) => run.leave(work) };
  return withinMinutes(minutesOf(execution.action), limits, (signal) =>
    carryOut(run, stage, execution, signal),
  );
}

async function carryOut(
  run: ExecutionRun,
  stage: StageExecution,
  execution: ActionExecution,
  signal: AbortSignal,
): Promise<ActionResult> {
  const configuration = resolveVariables(run, execution.action.configuration);
  execution.resolvedConfiguration = configuration;
  const context = await contextOf(run, stage, execution, { ...execution.action, configuration }, signal);
  signal.throwIfAborted();
  if (execution.action.actionTypeId.category === "Approval") {
    return manualApproval(context, execution, () => run.changed());
  }
  const provider = actionProviderOf(execution.action);
  if (provider === undefined) throw cannot(execution.action);
  const result = await provider(context);
  execution.outputArtifacts = located(context.artifacts, execution.action.outputArtifacts);
  return result;
}

function located(
  artifacts: ActionArtifacts,
  references: readonly { readonly name: string }[],
): ArtifactDetail[] {
  return references.map(({ name }) => {
    const { bucket, key } = artifacts.locationOf(name);
    return { name, s3location: { bucket, key } };
  });
}

async function contextOf(
  run: ExecutionRun,
  { stageName }: StageExecution,
  actionExecution: ActionExecution,
  action: ActionDeclaration,
  signal: AbortSignal,
): Promise<ActionContext> {
  const { scope, declaration, execution } = run;
  const { actionExecutionId, region } = actionExecution;
  const session = await actionSession(scope, declaration, action.roleArn);
  const artifacts = run.artifacts.forAction(action, session, region);
  actionExecution.inputArtifacts = located(artifacts, action.inputArtifacts);
  return {
    scope,
    execution,
    stageName,
    action,
    actionExecutionId,
    region,
    session,
    client: scope.as(session, region),
    artifacts,
    revision: run.named.find(({ actionName }) => actionName === action.name),
    objectKey: run.objectKeys.get(action.name),
    signal,
    tell: (progress) => tell(run, actionExecution, progress),
  };
}

function tell(run: ExecutionRun, execution: ActionExecution, progress: ActionProgress): void {
  if (execution.status !== "InProgress") return;
  Object.assign(execution, progress, { lastUpdateTime: run.scope.clock.now() / 1000 });
  run.changed();
}

function cannot({ actionTypeId }: ActionDeclaration): ActionFailure {
  const { category, owner, provider } = actionTypeId;
  return new ActionFailure(
    "ConfigurationError",
    `The local AWS cannot carry out ${category}/${owner}/${provider}; add it to codepipeline/actions/index.ts`,
  );
}

function take(run: ExecutionRun, execution: ActionExecution, result: ActionResult): void {
  const { outputVariables, revision, externalExecutionId, summary } = result;
  const { name, namespace } = execution.action;
  if (outputVariables !== undefined) execution.outputVariables = outputVariables;
  if (externalExecutionId !== undefined) execution.externalExecutionId = externalExecutionId;
  if (summary !== undefined) execution.summary = summary;
  if (namespace !== undefined) run.outputVariables.set(namespace, outputVariables ?? {});
  if (revision === undefined) return;
  execution.revision = revision;
  execution.externalExecutionId = revision.revisionId;
  if (revision.revisionSummary !== undefined) execution.summary = revision.revisionSummary;
  if (revision.revisionUrl !== undefined) execution.externalExecutionUrl = revision.revisionUrl;
  const others = run.execution.sourceRevisions.filter(({ actionName }) => actionName !== name);
  run.execution.sourceRevisions = [...others, revision];
}

const EVENTS = { Succeeded: "SUCCEEDED", Failed: "FAILED", Abandoned: "ABANDONED" } as const;

function end(
  run: ExecutionRun,
  { stageName }: StageExecution,
  execution: ActionExecution,
  status: keyof typeof EVENTS,
): void {
  execution.status = status;
  execution.lastUpdateTime = run.scope.clock.now() / 1000;
  if (!run.quiet) run.events.add(actionEvent(run, stageName, execution, EVENTS[status]));
  run.changed();
}

// What is no failure of the action is a defect of ours, and says so.
function errorOf(cause: unknown): { code: string; message: string } {
  if (cause instanceof ActionFailure || cause instanceof AwsError) {
    return { code: cause.code, message: cause.message };
  }
  const text = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
  return { code: "InternalError", message: `The local AWS failed: ${text}` };
}
