import { variablePrefix, workflowVariables } from "../../../modules/github/workflow/variable-names";
import type { GithubActionsToEcsSettings } from "../../../settings/schema/github-actions-to-ecs";
import { createMentioned } from "../existing/resources";
import { DeployingWorkflow } from "../github-actions/deploying-workflow";
import { createBaseBucket, createOidcProvider, createServiceOrItsGround } from "../github-actions/ground";
import { withoutPermission } from "../permission";
import { showRunning } from "../running";
import { heading } from "../say";
import type { StoryContext } from "../story";
import { createImageRepositories } from "./shared";

type Settings = GithubActionsToEcsSettings;

/** What a deployment cannot do without. */
const deploying = "ecs:UpdateService";

/** The service or what it stands on, what exists outside the project, and the application in its repository. */
export async function prepare(settings: Settings, context: StoryContext): Promise<void> {
  await createMentioned(settings, context.account);
  await createServiceOrItsGround(settings, context);
  await createImageRepositories([settings.imageRepository], context.account);
  await createBaseBucket(settings, context);
  await createOidcProvider(settings, context);
  await new DeployingWorkflow(settings, context).createApplication();
}

/** The releases that pushes start, what starts none, and what a release can come to. */
export async function play(settings: Settings, context: StoryContext): Promise<void> {
  const workflow = new DeployingWorkflow(settings, context);
  const { branch, repository } = workflow;
  const name = `${repository.owner}/${repository.name}`;
  await placeWorkflow(settings, workflow);
  await showRunning([settings], context);
  heading(`${name}: a push to ${branch}`);
  await workflow.push(branch);
  await showRunning([settings], context);
  heading("The same commit once more, by hand: its image is there");
  await workflow.dispatch(branch);
  await playOtherBranch(settings, workflow);
  await playFault(settings, workflow, context);
  await playMissingPermission(settings, workflow, context);
}

/** Terraform has committed the workflow, or somebody does: either commit is a push. */
async function placeWorkflow(settings: Settings, workflow: DeployingWorkflow): Promise<void> {
  const { branch, file } = workflow;
  const { fileName, text } = file;
  if (settings.workflow?.placedBy === "terraform") {
    heading(`Terraform has committed ${fileName} to ${branch}`);
    return workflow.showStarted(branch, [fileName]);
  }
  heading(`npm run workflow -- ${settings.stack} --output ${fileName}, and a push of it to ${branch}`);
  await workflow.push(branch, { [fileName]: text });
}

/** What another branch starts, and what it gets at AWS if it does not keep to the workflow file. */
async function playOtherBranch(settings: Settings, workflow: DeployingWorkflow): Promise<void> {
  const { otherBranch, file, repository } = workflow;
  const { fileName, text } = file;
  const name = `${repository.owner}/${repository.name}`;
  heading(`${name}: a push to ${otherBranch}`);
  await workflow.push(otherBranch, { [fileName]: text });
  heading(`By hand on ${otherBranch}: gh workflow run ${fileName.split("/").at(-1)} --ref ${otherBranch}`);
  await workflow.dispatch(otherBranch);
  // Whoever has the key of a user is that user, whatever the branch.
  if (settings.identity?.type === "access-key") return;
  heading(`Somebody takes the condition out of the workflow file of ${otherBranch}: AWS refuses its subject`);
  await workflow.commit(otherBranch, { [fileName]: withoutCondition(text) });
  await workflow.dispatch(otherBranch);
}

/** Without the job's condition, and without the environment that GitHub would ask for leave. */
const withoutCondition = (text: string): string => text.replace(/^ {4}(if|environment): .*\n/gm, "");

/** A commit whose image cannot be built, and the next one, whose image can. */
async function playFault(
  settings: Settings,
  workflow: DeployingWorkflow,
  context: StoryContext,
): Promise<void> {
  const { branch } = workflow;
  const { dockerfile = "Dockerfile" } = settings.workflow ?? {};
  heading("A commit that takes the Dockerfile away: its build fails, and nothing is deployed");
  await workflow.push(branch, { [dockerfile]: null });
  await showRunning([settings], context);
  await workflow.commit(branch);
}

/** The role or the user loses what it deploys with, and gets it back. */
async function playMissingPermission(
  settings: Settings,
  workflow: DeployingWorkflow,
  context: StoryContext,
): Promise<void> {
  const { branch } = workflow;
  const { account } = context;
  const principal = await principalOf(settings, workflow, context);
  const isLost = await withoutPermission(account, principal, deploying, async () => {
    heading(`${principal} loses ${deploying}`);
    await workflow.dispatch(branch);
    return true;
  });
  if (!isLost) return;
  heading(`It gets ${deploying} back, and the run is started again`);
  await workflow.dispatch(branch);
  await showRunning([settings], context);
}

/** The role that the repository's variable names, or the user. */
async function principalOf(
  { stack, name = stack, identity, workflow = {} }: Settings,
  { repository }: DeployingWorkflow,
  { account }: StoryContext,
): Promise<string> {
  if (identity?.type === "access-key") {
    return `arn:aws:iam::${account.accountId}:user/${identity.userName ?? `${name}-github-actions`}`;
  }
  const variables = await repository.actionsVariables();
  return variables[workflowVariables(workflow.variablePrefix ?? variablePrefix(name)).roleArn] ?? "";
}
