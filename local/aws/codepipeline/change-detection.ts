import { AwsError } from "../client/aws-error";
import { connectionsIn } from "../connections/connection";
import type { Scope } from "../gateway/scope";
import type { ExecutionTrigger } from "./execution";
import { startPipelineExecution } from "./executions";
import type { CompleteGitChange } from "./git-change";
import { gitFilters, passesFilters } from "./git-filters";
import { type ActionDeclaration, type PipelineDeclaration, sourceActions } from "./pipeline-declaration";
import { pipelinesIn } from "./pipelines";

/** What a change of a repository meant to one source action that reads it. */
export interface DetectedChange {
  readonly pipelineName: string;
  readonly actionName: string;
  /** The execution; null where none was started. */
  readonly started: string | null;
  /** What decided it. */
  readonly reason: string;
}

/** Tells every pipeline that reads the repository by connection or by polling. A webhook hears of it from GitHub. */
export async function detectChange(
  scope: Scope,
  repository: string,
  change: CompleteGitChange,
): Promise<DetectedChange[]> {
  const detected: DetectedChange[] = [];
  for (const { declaration } of pipelinesIn.of(scope).values()) {
    for (const action of sourceActions(declaration)) {
      const decision = decide(scope, declaration, action, { repository, change });
      if (decision === undefined) continue;
      const outcome = await carriedOut(scope, declaration.name, { action, change, decision });
      detected.push({ pipelineName: declaration.name, actionName: action.name, ...outcome });
    }
  }
  return detected;
}

async function carriedOut(
  scope: Scope,
  name: string,
  told: {
    readonly action: ActionDeclaration;
    readonly change: CompleteGitChange;
    readonly decision: Decision;
  },
): Promise<Pick<DetectedChange, "started" | "reason">> {
  const { action, change, decision } = told;
  const { trigger, reason } = decision;
  if (trigger === undefined) return { started: null, reason };
  const known = [{ actionName: action.name, revisionId: change.commit }];
  try {
    const { pipelineExecutionId } = await startPipelineExecution(scope, { name, trigger, known });
    return { started: pipelineExecutionId, reason };
  } catch (error) {
    // Nobody waits for an answer who could be told: AWS shows it in the console.
    if (!(error instanceof AwsError)) throw error;
    return { started: null, reason: `${error.code}: ${error.message}` };
  }
}

/** Without a trigger nothing is started. */
interface Decision {
  readonly trigger?: ExecutionTrigger;
  readonly reason: string;
}

interface Told {
  readonly repository: string;
  readonly change: CompleteGitChange;
}

/** Undefined where the action does not read the repository, or a webhook starts it. */
function decide(
  scope: Scope,
  pipeline: PipelineDeclaration,
  action: ActionDeclaration,
  told: Told,
): Decision | undefined {
  const { configuration } = action;
  switch (action.actionTypeId.provider) {
    case "CodeStarSourceConnection":
      return configuration.FullRepositoryId === told.repository
        ? byConnection(scope, pipeline, action, told.change)
        : undefined;
    case "GitHub":
      return `${configuration.Owner}/${configuration.Repo}` === told.repository &&
        configuration.PollForSourceChanges !== "false"
        ? byPolling(action, told.change)
        : undefined;
    default:
      return undefined;
  }
}

function byConnection(
  scope: Scope,
  { triggers = [] }: PipelineDeclaration,
  { name, configuration }: ActionDeclaration,
  change: CompleteGitChange,
): Decision {
  const arn = configuration.ConnectionArn ?? "";
  // One that was not made here is taken for one that works.
  const status = connectionsIn.of(scope).get(arn)?.ConnectionStatus ?? "AVAILABLE";
  if (status === "PENDING") return { reason: "the connection waits for its confirmation in the console" };
  const trigger: ExecutionTrigger = { triggerType: "WebhookV2", triggerDetail: arn };
  const own = triggers.filter(({ gitConfiguration }) => gitConfiguration.sourceActionName === name);
  if (own.length > 0) {
    return own.some(({ gitConfiguration }) => passesFilters(gitFilters.parse(gitConfiguration), change))
      ? { trigger, reason: "a filter matches" }
      : { reason: "no filter matches" };
  }
  if (configuration.DetectChanges === "false") return { reason: "the source detects no changes" };
  return byBranch(configuration.BranchName, change, trigger);
}

function byPolling({ configuration }: ActionDeclaration, change: CompleteGitChange): Decision {
  const triggerDetail = `${configuration.Owner}/${configuration.Repo}`;
  return byBranch(configuration.Branch, change, { triggerType: "PollForSourceChanges", triggerDetail });
}

function byBranch(branch = "", change: CompleteGitChange, trigger: ExecutionTrigger): Decision {
  return "branch" in change && change.branch === branch
    ? { trigger, reason: `it is a push to ${branch}` }
    : { reason: `it is no push to ${branch}` };
}
