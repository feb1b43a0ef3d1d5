const executionStates = ["started", "resumed", "succeeded", "canceled", "failed"] as const;

/**
 * What a notification rule can tell of a pipeline, by AWS's IDs without `codepipeline-pipeline-` (Developer Tools console:
 * Notification concepts, Events for notification rules on pipelines).
 */
export const pipelineEvents = [
  "action-execution-started",
  "action-execution-succeeded",
  "action-execution-canceled",
  "action-execution-failed",
  ...executionStates.map((state) => `stage-execution-${state}` as const),
  ...executionStates.map((state) => `pipeline-execution-${state}` as const),
  "pipeline-execution-superseded",
  "manual-approval-needed",
  "manual-approval-succeeded",
  "manual-approval-failed",
] as const;

export type PipelineEvent = (typeof pipelineEvents)[number];

/** What somebody has to know who does not look. */
export const defaultPipelineEvents: readonly PipelineEvent[] = [
  "pipeline-execution-failed",
  "pipeline-execution-succeeded",
  "manual-approval-needed",
];

/** AWS's ID of an event. */
export function eventTypeId(event: PipelineEvent): string {
  return `codepipeline-pipeline-${event}`;
}
