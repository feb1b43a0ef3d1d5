import type { LocalAccount } from "../../../local/aws/local-account";
import type { PipelineRun } from "../../../local/aws/pipeline-run";
import { LocalRepository } from "../../../local/github/local-repository";
import { say } from "../say";
import type { StoryContext } from "../story";
import { ShownStatuses } from "./shown-statuses";

/** A pipeline that tells GitHub what becomes of a commit. */
export interface FollowedPipeline {
  readonly functionName: string;
  /** Where its commits are. @default none: its executions carry no commit */
  readonly source?: { readonly owner: string; readonly repository: string };
}

interface Followed {
  readonly statuses: ShownStatuses;
  readonly repository: LocalRepository | undefined;
}

// Whoever shows a release shows its statuses, too, and knows of a pipeline its name.
const followedOf = new WeakMap<LocalAccount, Map<string, Followed>>();

/** From now on every release of a pipeline is shown with the statuses of its commit. */
export function followPipeline(
  { account, githubUrl }: StoryContext,
  pipelineName: string,
  { functionName, source }: FollowedPipeline,
): void {
  const followed = followedOf.get(account) ?? new Map<string, Followed>();
  followedOf.set(account, followed);
  followed.set(pipelineName, {
    statuses: new ShownStatuses(account, functionName),
    repository: source && new LocalRepository(githubUrl, source.owner, source.repository),
  });
}

/** Says which statuses the commit of an execution has got; where it got none, what the function says to that. */
export async function showStatusesOf(account: LocalAccount, run: PipelineRun): Promise<void> {
  const followed = followedOf.get(account)?.get(run.pipelineName);
  if (followed === undefined) return;
  const { statuses, repository } = followed;
  const sha = await commitOf(account, run);
  const isShown = sha !== undefined && repository !== undefined && (await statuses.show(repository, sha));
  if (isShown) return;
  const word = await statuses.lastWord(run.pipelineExecutionId);
  say(`  status      none: ${word ?? "the function has heard nothing"}`);
  await statuses.showErrors();
}

/** The commit that an execution works on, once its source has run. */
export async function commitOf(
  account: LocalAccount,
  { pipelineName, pipelineExecutionId: id }: Pick<PipelineRun, "pipelineName" | "pipelineExecutionId">,
): Promise<string | undefined> {
  const executions = await account.executions(pipelineName);
  const revisions = executions.find(({ pipelineExecutionId }) => pipelineExecutionId === id)?.sourceRevisions;
  return revisions?.find(({ revisionId }) => /^[0-9a-f]{40}$/.test(revisionId))?.revisionId;
}
