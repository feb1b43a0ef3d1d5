import { LocalRepository } from "../../../local/github/local-repository";
import type { GithubToEcsSettings } from "../../../settings/schema/github-to-ecs";
import { heading, say } from "../say";
import { startedSince } from "../started";
import type { StoryContext } from "../story";

/** The ECS service, and the parameter that holds the GitHub token. */
export async function prepare(
  { service, source }: GithubToEcsSettings,
  { account }: StoryContext,
): Promise<void> {
  const { clusterName, serviceName } = service;
  await account.createEcsService({ cluster: clusterName, service: serviceName });
  if (source.type !== "github-v1") return;
  const { token } = source;
  if ("ssmParameter" in token) await account.createSsmParameter({ name: token.ssmParameter, value: "local" });
}

/** A push to the branch, a push to another one, and one that somebody else signed. */
export async function play(
  { stack, name = stack, source, pipeline }: GithubToEcsSettings,
  { account, githubUrl }: StoryContext,
): Promise<void> {
  const pipelineName = pipeline?.pipelineName ?? name;
  if (source.type !== "github-v1" || source.trigger === "none") {
    heading(`${stack} is started by ${source.type}: there is no webhook to push to here`);
    return;
  }
  const repository = new LocalRepository(githubUrl, source.owner, source.repository);
  const pushes = [
    { what: `a push to ${source.branch}`, push: { branch: source.branch } },
    { what: "a push to another branch", push: { branch: `not-${source.branch}` } },
    { what: "a push signed with another secret", push: { branch: source.branch, secret: "0".repeat(64) } },
  ];
  for (const { what, push } of pushes) {
    heading(`${source.owner}/${source.repository}: ${what}`);
    const started = await startedSince(account, pipelineName);
    for (const { status } of await repository.push(push)) say(`  delivered   AWS answers ${status}`);
    await started.show();
  }
}
