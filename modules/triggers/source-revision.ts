import type { InputTransformer } from "../events/event-target";

/** What names one version of a source (CodePipeline API: SourceRevisionOverride). */
export type SourceRevisionType = "IMAGE_DIGEST" | "S3_OBJECT_VERSION_ID";

/**
 * Lets the event say which revision of a source an execution uses: the input of StartPipelineExecution (CodePipeline: Amazon
 * ECR source actions and EventBridge; Connecting to Amazon S3 source actions that use EventBridge).
 */
export function sourceRevision(
  actionName: string,
  revisionType: SourceRevisionType,
  valuePath: string,
): InputTransformer {
  return {
    inputPaths: { revisionValue: valuePath },
    inputTemplate: JSON.stringify({
      sourceRevisions: [{ actionName, revisionType, revisionValue: "<revisionValue>" }],
    }),
  };
}
