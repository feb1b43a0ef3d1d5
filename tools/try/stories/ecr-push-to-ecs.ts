import type { EcrPushToEcsSettings } from "../../../settings/schema/ecr-push-to-ecs";
import { heading, say } from "../say";
import { startedSince } from "../started";
import type { StoryContext } from "../story";

function repositoryOf({ stack, name = stack, imageRepository = {} }: EcrPushToEcsSettings): string {
  return "existingRepository" in imageRepository
    ? imageRepository.existingRepository
    : (imageRepository.repositoryName ?? name);
}

/** The ECS service. */
export async function prepare({ service }: EcrPushToEcsSettings, { account }: StoryContext): Promise<void> {
  await account.createEcsService({ cluster: service.clusterName, service: service.serviceName });
}

/** Two quick pushes of the watched tag, and one of another tag. */
export async function play(settings: EcrPushToEcsSettings, { account }: StoryContext): Promise<void> {
  const pipelineName = settings.pipeline?.pipelineName ?? settings.name ?? settings.stack;
  const repository = repositoryOf(settings);
  const watched = settings.source?.imageTag ?? "latest";
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
