import type { CommitStatusSettings } from "../../../settings/schema/commit-status-options";
import { type FollowedPipeline, followPipeline } from "../commit-status/followed-pipelines";
import { createStatusToken } from "../existing/status-token";
import type { StoryContext } from "../story";

/** An entry whose commits may get a status from its pipeline. */
interface PipelineWithStatus {
  readonly stack: string;
  readonly name?: string;
  readonly commitStatus?: true | CommitStatusSettings;
}

/** Creates the token that the statuses of an entry have of their own. */
export async function createTokenOfStatus(
  { commitStatus }: PipelineWithStatus,
  owner: string,
  context: StoryContext,
): Promise<void> {
  if (typeof commitStatus !== "object" || commitStatus.token === undefined) return;
  await createStatusToken(commitStatus.token, [owner], context);
}

/** Lets every release be shown with the statuses of its commit, where the entry asks for them. */
export function followStatuses(
  { stack, name = stack, commitStatus }: PipelineWithStatus,
  pipelineName: string,
  context: StoryContext,
  source?: FollowedPipeline["source"],
): void {
  if (commitStatus === undefined) return;
  const { functionName = `${name}-commit-status` } = commitStatus === true ? {} : commitStatus;
  followPipeline(context, pipelineName, { functionName, ...(source && { source }) });
}
