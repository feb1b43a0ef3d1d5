import type { SourceRevision } from "./source-revisions";

/** What started an execution. */
export interface ExecutionTrigger {
  readonly triggerType:
    | "CreatePipeline"
    | "StartPipelineExecution"
    | "CloudWatchEvent"
    | "Webhook"
    | "WebhookV2"
    | "PollForSourceChanges";
  /** ARN of the caller, the rule, the webhook or the connection; the repository that was polled. */
  readonly triggerDetail: string;
}

/** One run of a pipeline. Nothing moves it forward here: it stays in progress until it is stopped. */
export interface Execution {
  readonly pipelineExecutionId: string;
  readonly pipelineName: string;
  readonly pipelineVersion: number;
  status: "InProgress" | "Stopped" | "Failed";
  statusSummary?: string;
  readonly startTime: number;
  lastUpdateTime: number;
  readonly trigger: ExecutionTrigger;
  readonly sourceRevisions: readonly SourceRevision[];
  readonly variables: readonly { readonly name: string; readonly resolvedValue: string }[];
  readonly executionMode: string;
  readonly executionType: "STANDARD";
}
