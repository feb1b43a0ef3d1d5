import { type CodePipelineClient, GetPipelineExecutionCommand } from "@aws-sdk/client-codepipeline";

/** What a source action brought: a commit, an image, an object. */
export interface ArtifactRevision {
  /** Name of the source action's output artifact. */
  readonly name?: string | undefined;
  readonly revisionUrl?: string | undefined;
}

/** What CodePipeline says of an execution now. */
export interface Execution {
  readonly status: string;
  readonly statusSummary: string | undefined;
  readonly revisions: readonly ArtifactRevision[];
  /** Whether it takes a stage back to the revisions of an earlier execution. */
  readonly isRollback: boolean;
}

export type ReadExecution = (pipelineName: string, pipelineExecutionId: string) => Promise<Execution>;

/** Asks CodePipeline. */
export function executionReader(client: Pick<CodePipelineClient, "send">): ReadExecution {
  return async (pipelineName, pipelineExecutionId) => {
    const { pipelineExecution = {} } = await client.send(
      new GetPipelineExecutionCommand({ pipelineName, pipelineExecutionId }),
    );
    const { status = "", statusSummary, artifactRevisions = [], executionType } = pipelineExecution;
    return { status, statusSummary, revisions: artifactRevisions, isRollback: executionType === "ROLLBACK" };
  };
}
