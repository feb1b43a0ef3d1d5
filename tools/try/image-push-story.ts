import type { LocalAccount } from "../../local/aws/local-account";
import type { EcrPushToEcsSettings } from "../../settings/schema/ecr-push-to-ecs";
import { heading, say } from "./say";
import { startedSince } from "./started";

function repositoryOf({ stack, name = stack, registry = {} }: EcrPushToEcsSettings): string {
  return "existingRepository" in registry ? registry.existingRepository : (registry.repositoryName ?? name);
}

/** Two quick pushes of the watched tag, and one of another tag. */
export async function imagePushStory(entry: EcrPushToEcsSettings, account: LocalAccount): Promise<void> {
  const pipelineName = entry.pipeline?.pipelineName ?? entry.name ?? entry.stack;
  const repository = repositoryOf(entry);
  const watched = entry.source?.imageTag ?? "latest";
  for (const { tag, content } of [
    { tag: watched, content: "first" },
    { tag: watched, content: "second" },
    { tag: `not-${watched}`, content: "third" },
  ]) {
    heading(`docker push ${repository}:${tag}`);
    const started = await startedSince(account, pipelineName);
    const { digest } = await account.pushImage({ repository, tag, content });
    say(`  pushed      ${digest}`);
    await started.show();
  }
}
