import { randomUUID } from "node:crypto";
import type { Scope } from "../gateway/scope";
import type { Pipeline } from "./pipelines";
import type { SourceRevision } from "./source-revisions";

/** What started an execution. */
export interface ExecutionTrigger {
  readonly triggerType:
    | "CreatePipeline"
    | "StartPipelineExecution"
    | "CloudWatchEvent"
    | "Webhook"
    | "WebhookV2"
    | "PollForSourceChanges"
    | "ManualRollback"
    | "AutomatedRollback";
  /** ARN of the caller, the rule, the webhook or the connection; the repository that was polled; what failed. */
  readonly triggerDetail: string;
}

/** One run of a pipeline, as AWS shows it. */
export interface Execution {
  readonly pipelineExecutionId: string;
  readonly pipelineName: string;
  readonly pipelineVersion: number;
  status: "InProgress" | "Stopping" | "Stopped" | "Succeeded" | "Superseded" | "Failed" | "Cancelled";
  statusSummary?: string;
  readonly startTime: number;
  lastUpdateTime: number;
  readonly trigger: ExecutionTrigger;
  stopTrigger?: { readonly reason?: string | undefined };
  /** What is known of its sources: told by the trigger, then fetched by the source actions. */
  sourceRevisions: readonly SourceRevision[];
  readonly variables: readonly { readonly name: string; readonly resolvedValue: string }[];
  readonly executionMode: string;
  readonly executionType: "STANDARD" | "ROLLBACK";
  readonly rollbackMetadata?: { readonly rollbackTargetPipelineExecutionId: string };
}

type Given = Pick<
  Execution,
  "trigger" | "sourceRevisions" | "variables" | "executionType" | "rollbackMetadata"
>;

/** An execution of the pipeline as it is declared now. */
export function newExecution(scope: Scope, { declaration, version }: Pipeline, given: Given): Execution {
  const now = scope.clock.now() / 1000;
  return {
    pipelineExecutionId: randomUUID(),
    pipelineName: declaration.name,
    pipelineVersion: version,
    status: "InProgress",
    startTime: now,
    lastUpdateTime: now,
    executionMode: declaration.executionMode,
    ...given,
  };
}
