import {
  type ActionContext,
  ActionFailure,
  type ActionProvider,
  type ActionResult,
} from "../../../local/aws/codepipeline/actions/action-provider";
import type { ActionDeclaration } from "../../../local/aws/codepipeline/pipeline-declaration";

/** A build that a test ends. */
export interface FakeBuild {
  readonly context: ActionContext;
  succeed(result?: ActionResult): void;
  fail(message?: string): void;
}

/** In place of the real actions: a source that fetches nothing, and builds that do as their project is called. */
export function actionProviderOf({ actionTypeId }: ActionDeclaration): ActionProvider | undefined {
  if (actionTypeId.category === "Source") return source;
  return actionTypeId.provider === "CodeBuild" ? build : undefined;
}

/** The next build of that action, once it runs. */
export async function fakeBuild(accountId: string, actionName: string): Promise<FakeBuild> {
  const key = `${accountId}/${actionName}`;
  const waiting = builds.get(key)?.shift();
  if (waiting !== undefined) return waiting;
  return new Promise((resolve) => tests.set(key, [...(tests.get(key) ?? []), resolve]));
}

const builds = new Map<string, FakeBuild[]>();
const tests = new Map<string, ((build: FakeBuild) => void)[]>();

async function source({ revision, action, execution }: ActionContext): Promise<ActionResult> {
  const known = revision ?? execution.sourceRevisions.find(({ actionName }) => actionName === action.name);
  if (known === undefined) throw new ActionFailure("ImageNotFoundException", "The image does not exist");
  const { FullRepositoryId: FullRepositoryName } = action.configuration;
  const commit = FullRepositoryName && { FullRepositoryName, CommitId: known.revisionId };
  return { revision: known, outputVariables: { Revision: known.revisionId, ...(commit || {}) } };
}

async function build(context: ActionContext): Promise<ActionResult> {
  context.tell({ externalExecutionId: `build of ${context.action.name}` });
  const { ProjectName = "" } = context.action.configuration;
  if (ProjectName === "fails") throw new ActionFailure("JobFailed", "the build failed");
  if (ProjectName !== "waits") return { outputVariables: { ProjectName } };
  return new Promise((succeed, reject) => {
    const running: FakeBuild = {
      context,
      succeed: (result = {}) => succeed(result),
      fail: (message = "the build failed") => reject(new ActionFailure("JobFailed", message)),
    };
    context.signal.addEventListener("abort", () => reject(context.signal.reason), { once: true });
    const key = `${context.scope.accountId}/${context.action.name}`;
    const test = tests.get(key)?.shift();
    if (test === undefined) builds.set(key, [...(builds.get(key) ?? []), running]);
    else test(running);
  });
}
