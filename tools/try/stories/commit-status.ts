import { isArn } from "../../../modules/aws/arn";
import { githubDotCom } from "../../../modules/github/github-url";
import type { CommitStatusSystemSettings } from "../../../settings/schema/commit-status";
import { CommitStatusStory } from "../commit-status/commit-status-story";
import { ShownStatuses } from "../commit-status/shown-statuses";
import { ownerOfCommits, pipelineExists, SmallPipeline } from "../commit-status/small-pipeline";
import { createMentionedArns } from "../existing/resources";
import { createStatusToken } from "../existing/status-token";
import { exampleOf } from "../git-changes";
import type { StoryContext } from "../story";

/** A pipeline for each that the entry names; what a `*` stands for is any. */
function pipelinesOf(
  { pipelines, githubUrl = githubDotCom, sourceArtifacts = {} }: CommitStatusSystemSettings,
  context: StoryContext,
): readonly SmallPipeline[] {
  const names = pipelines.map((named) => exampleOf(isArn(named) ? (named.split(":")[5] ?? named) : named));
  return [...new Set(names)].map((pipelineName) => {
    const outputArtifact = sourceArtifacts[pipelineName] ?? "code";
    return new SmallPipeline({ pipelineName, githubUrl, outputArtifact }, context);
  });
}

/** What the entry names as existing, the token, and those of its pipelines that nobody made. */
export async function prepare(settings: CommitStatusSystemSettings, context: StoryContext): Promise<void> {
  await createMentionedArns(settings, context.account);
  await createStatusToken(settings.token, [ownerOfCommits], context);
  for (const pipeline of pipelinesOf(settings, context)) {
    if (!(await pipelineExists(context.account, pipeline.pipelineName))) await pipeline.create();
  }
}

/** What becomes of executions, and what GitHub has of it at each moment. */
export async function play(settings: CommitStatusSystemSettings, context: StoryContext): Promise<void> {
  const { stack, name = stack, functionName = name, token } = settings;
  const [first, ...others] = pipelinesOf(settings, context);
  if (first === undefined) return;
  const statuses = new ShownStatuses(context.account, functionName);
  const story = new CommitStatusStory({ pipeline: first, functionName, token }, statuses, context);
  await story.endWhatWasOnItsWay();
  await story.succeed();
  await story.failAndRetry();
  await story.stop();
  await story.supersede();
  await story.hearTwice();
  await story.loseToken();
  for (const pipeline of others) {
    const other = new CommitStatusStory({ pipeline, functionName, token }, statuses, context);
    await other.endWhatWasOnItsWay();
    await other.succeed();
  }
}
