import { LocalRepository } from "../../../local/github/local-repository";
import type {
  ConnectionSourceSettings,
  GithubV1SourceSettings,
} from "../../../settings/schema/github-source";
import type { GithubToEcsSettings } from "../../../settings/schema/github-to-ecs";
import { startByHand } from "../by-hand";
import { changesOf, type PlayedChange, pushesToBranches } from "../git-changes";
import { heading, say } from "../say";
import { createServices } from "../services";
import { startedSince } from "../started";
import type { StoryContext } from "../story";
import { createShared } from "./shared";

const pipelineNameOf = ({ stack, name = stack, pipeline }: GithubToEcsSettings): string =>
  pipeline?.pipelineName ?? name;

/** The ECS services, what exists outside the project, and the connection or the parameter that holds the GitHub token. */
export async function prepare(settings: GithubToEcsSettings, context: StoryContext): Promise<void> {
  await createServices(settings, context);
  const { source } = settings;
  const { account } = context;
  await createShared(settings, context);
  if (source.type === "connection") {
    if ("name" in source.connection) await account.createConnection(source.connection.name);
    return;
  }
  const { token } = source;
  if ("ssmParameter" in token) await account.createSsmParameter({ name: token.ssmParameter, value: "local" });
}

/** The GitHub token, where a Terraform variable holds it. */
export function variables({ source }: GithubToEcsSettings): Readonly<Record<string, string>> {
  return source.type === "github-v1" && "terraformVariable" in source.token
    ? { [source.token.terraformVariable]: "local" }
    : {};
}

/** What starts the pipeline by its source, what does not, and a start by hand where nothing else does. */
export async function play(settings: GithubToEcsSettings, context: StoryContext): Promise<void> {
  const { source } = settings;
  if (source.trigger === "none" && !(source.type === "github-v1" && source.pollForSourceChanges)) {
    await startByHand(context.account, pipelineNameOf(settings), settings.pipeline);
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
  const confirms = "create" in source.connection;
  if (confirms && first) await playChanges(settings, context, [first]);
  if (confirms) heading("In the console: Settings, Connections, Update pending connection");
  for (const arn of await context.account.confirmConnections()) say(`  available   ${arn}`);
  await playChanges(settings, context, changesOf(source));
}

async function playChanges(
  settings: GithubToEcsSettings,
  { account }: StoryContext,
  changes: readonly PlayedChange[],
): Promise<void> {
  const { owner, repository } = settings.source;
  const pipelineName = pipelineNameOf(settings);
  for (const { what, change } of changes) {
    heading(`${owner}/${repository}: ${what}`);
    const started = await startedSince(account, pipelineName);
    const detected = await account.changeRepository(`${owner}/${repository}`, change);
    for (const { reason } of detected) say(`  decided     ${reason}`);
    await started.show();
  }
}

/** A push to the branch, a push to another one, and one that somebody else signed. */
async function playWebhook(
  settings: GithubToEcsSettings,
  source: GithubV1SourceSettings,
  { account, githubUrl }: StoryContext,
): Promise<void> {
  const repository = new LocalRepository(githubUrl, source.owner, source.repository);
  const pushes = [
    { what: `a push to ${source.branch}`, push: { branch: source.branch } },
    { what: "a push to another branch", push: { branch: `not-${source.branch}` } },
    { what: "a push signed with another secret", push: { branch: source.branch, secret: "0".repeat(64) } },
  ];
  for (const { what, push } of pushes) {
    heading(`${source.owner}/${source.repository}: ${what}`);
    const started = await startedSince(account, pipelineNameOf(settings));
    for (const { status } of await repository.push(push)) say(`  delivered   AWS answers ${status}`);
    await started.show();
  }
}
