import { LocalRepository } from "../../../local/github/local-repository";
import type {
  ConnectionSourceSettings,
  GithubV1SourceSettings,
} from "../../../settings/schema/github-source";
import type { GithubToEcsSettings } from "../../../settings/schema/github-to-ecs";
import { deploysOf, stagesOf } from "../../../settings/schema/release-path";
import { applicationOf } from "../application";
import { startByHand } from "../by-hand";
import { openDeploymentWindows } from "../deployment-windows";
import { createMentioned } from "../existing/resources";
import { otherAccounts } from "../existing/shared-with";
import { changesOf, type PlayedChange, pushesToBranches } from "../git-changes";
import { showFirstRelease } from "../release";
import { showRunning } from "../running";
import { heading, say } from "../say";
import { createServices } from "../services";
import { accountOfSource, confirmConnections, createSourceGround, sourceVariables } from "../source-ground";
import { startedSince } from "../started";
import type { StoryContext } from "../story";
import { type Fault, playTroubles, type Released } from "../troubles";
import { createShared } from "./shared";
import { createTokenOfStatus, followStatuses } from "./status-of-pipeline";

const pipelineNameOf = ({ stack, name = stack, pipeline }: GithubToEcsSettings): string =>
  pipeline?.pipelineName ?? name;

const repositoryOf = ({ source }: GithubToEcsSettings, { githubUrl }: StoryContext): LocalRepository =>
  new LocalRepository(githubUrl, source.owner, source.repository);

/** That of a connection that exists. */
export const accountId = ({ source }: GithubToEcsSettings): string | undefined => accountOfSource(source);

/** The application, the ECS services, what exists outside the project, and the connection or the token's parameter. */
export async function prepare(settings: GithubToEcsSettings, context: StoryContext): Promise<void> {
  const { source } = settings;
  const { account } = context;
  await createServices(settings, context);
  await createShared(settings, [settings.imageRepository], context);
  await createMentioned(settings, account, otherAccounts(settings));
  await repositoryOf(settings, context).commit({ branch: source.branch, files: applicationOf(settings) });
  await createSourceGround(source, context);
  await createTokenOfStatus(settings, source.owner, context);
}

/** The GitHub token, where a Terraform variable holds it. */
export const variables = ({ source }: GithubToEcsSettings): Readonly<Record<string, string>> =>
  sourceVariables(source);

/** The first release, those that its source starts, and what a release can come to. */
export async function play(settings: GithubToEcsSettings, context: StoryContext): Promise<void> {
  const pipelineName = pipelineNameOf(settings);
  followStatuses(settings, pipelineName, context, settings.source);
  heading("A new pipeline runs at once");
  await showFirstRelease(context.account, pipelineName);
  await openDeploymentWindows(stagesOf(settings), context);
  await playSource(settings, context);
  await showRunning(deploysOf(settings), context);
  await playTroubles(releasedOf(settings, context), withoutDockerfile(settings, context));
}

/** What starts the pipeline by its source, what does not, and a start by hand where nothing else does. */
async function playSource(settings: GithubToEcsSettings, context: StoryContext): Promise<void> {
  const { source, pipeline } = settings;
  if (source.trigger === "none" && !(source.type === "github-v1" && source.pollForSourceChanges)) {
    if (source.type === "connection") await confirmConnections(context);
    await startByHand(context.account, { pipelineName: pipelineNameOf(settings), pipeline });
  } else if (source.type === "connection") {
    await playConnection(settings, source, context);
  } else if (source.trigger === "none") {
    await playChanges(settings, context, pushesToBranches(source.branch));
  } else {
    await playWebhook(settings, source, context);
  }
}

async function playConnection(
  settings: GithubToEcsSettings,
  source: ConnectionSourceSettings,
  context: StoryContext,
): Promise<void> {
  const [first] = pushesToBranches(source.branch);
  if ("create" in source.connection && first) await playChanges(settings, context, [first]);
  await confirmConnections(context);
  await playChanges(settings, context, changesOf(source));
}

async function playChanges(
  settings: GithubToEcsSettings,
  context: StoryContext,
  changes: readonly PlayedChange[],
): Promise<void> {
  const { account } = context;
  const { owner, repository } = settings.source;
  for (const { what, change } of changes) {
    heading(`${owner}/${repository}: ${what}`);
    const started = await startedSince(account, pipelineNameOf(settings));
    const commit = await commitOf(change, settings, context);
    const detected = await account.changeRepository(`${owner}/${repository}`, { ...change, commit });
    for (const { reason } of detected) say(`  decided     ${reason}`);
    await started.show();
  }
}

/** Commits what a change is told to change: the application stays as it is, and builds. */
async function commitOf(
  change: PlayedChange["change"],
  settings: GithubToEcsSettings,
  context: StoryContext,
): Promise<string> {
  const branch = "branch" in change ? change.branch : "tag" in change ? settings.source.branch : change.from;
  const changed = Object.fromEntries(
    ("files" in change ? (change.files ?? []) : []).map((path) => [path, standInFor(path)]),
  );
  const files = { ...changed, ...applicationOf(settings) };
  const { sha } = await repositoryOf(settings, context).commit({
    branch,
    files,
    message: `Change ${branch}`,
  });
  return sha;
}

const standInFor = (path: string): string => `A stand-in for ${path}.\n`;

/** A push to the branch, a push to another one, and one that somebody else signed. */
async function playWebhook(
  settings: GithubToEcsSettings,
  source: GithubV1SourceSettings,
  context: StoryContext,
): Promise<void> {
  const repository = repositoryOf(settings, context);
  const files = { "README.md": "A stand-in for the application, changed.\n" };
  const pushes = [
    { what: `a push to ${source.branch}`, push: { branch: source.branch, files } },
    { what: "a push to another branch", push: { branch: `not-${source.branch}` } },
    { what: "a push signed with another secret", push: { branch: source.branch, secret: "0".repeat(64) } },
  ];
  for (const { what, push } of pushes) {
    heading(`${source.owner}/${source.repository}: ${what}`);
    const started = await startedSince(context.account, pipelineNameOf(settings));
    for (const { status } of await repository.push(push)) say(`  delivered   AWS answers ${status}`);
    await started.show();
  }
}

function releasedOf(settings: GithubToEcsSettings, context: StoryContext): Released {
  const { pipeline } = settings;
  const [stages, services] = [stagesOf(settings), deploysOf(settings)];
  return { pipelineName: pipelineNameOf(settings), pipeline, stages, services, context };
}

function withoutDockerfile(settings: GithubToEcsSettings, context: StoryContext): Fault {
  const { branch } = settings.source;
  const repository = repositoryOf(settings, context);
  const { Dockerfile = "" } = applicationOf(settings);
  return {
    what: "A commit that takes the Dockerfile away: its build fails, and nothing is deployed",
    make: async () => void (await repository.commit({ branch, files: { Dockerfile: null } })),
    mend: async () => void (await repository.commit({ branch, files: { Dockerfile } })),
  };
}
