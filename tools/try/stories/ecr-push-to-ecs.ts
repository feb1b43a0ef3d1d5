import type { LocalAccount } from "../../../local/aws/local-account";
import type { EcrPushToEcsSettings } from "../../../settings/schema/ecr-push-to-ecs";
import { startByHand } from "../by-hand";
import { heading, say } from "../say";
import { createServices } from "../services";
import { startedSince } from "../started";
import type { StoryContext } from "../story";
import { createShared } from "./shared";

function repositoryOf({ stack, name = stack, imageRepository = {} }: EcrPushToEcsSettings): string {
  return "existingRepository" in imageRepository
    ? imageRepository.existingRepository
    : (imageRepository.repositoryName ?? name);
}

/** The ECS services, and the repository and the buckets that exist outside the project. */
export async function prepare(settings: EcrPushToEcsSettings, context: StoryContext): Promise<void> {
  await createServices(settings, context);
  await createShared(settings, context);
}

/** Two quick pushes of the watched tag, where it can be pushed twice, and one of another tag. */
export async function play(settings: EcrPushToEcsSettings, { account }: StoryContext): Promise<void> {
  const { stack, name = stack, source = {}, pipeline } = settings;
  const pipelineName = pipeline?.pipelineName ?? name;
  const repository = repositoryOf(settings);
  const { imageTag: watched = "latest", trigger } = source;
  for (const { tag, content } of [
    { tag: watched, content: "first" },
    ...(isImmutable(settings) ? [] : [{ tag: watched, content: "second" }]),
    { tag: `not-${watched}`, content: "third" },
  ]) {
    heading(`docker push ${repository}:${tag}`);
    const started = await startedSince(account, pipelineName);
    const { digest } = await account.pushImage({ repository, tag, content });
    say(`  pushed      ${digest}`);
    if (typeof trigger === "object" && trigger.eventPattern === "cloudtrail-put-image") {
      await recordInTrail(account, { repository, tag, digest });
    }
    await started.show();
  }
  if (isImmutable(settings)) heading(`Tags are immutable: nobody can push ${repository}:${watched} again`);
  if (trigger === "none") await startByHand(account, pipelineName, pipeline);
}

function isImmutable({ imageRepository = {} }: EcrPushToEcsSettings): boolean {
  return "tagMutability" in imageRepository && imageRepository.tagMutability === "IMMUTABLE";
}

/** What an account with a trail of management events puts on the bus besides. */
async function recordInTrail(
  account: LocalAccount,
  image: { readonly repository: string; readonly tag: string; readonly digest: string },
): Promise<void> {
  await account.putEvent({
    source: "aws.ecr",
    "detail-type": "AWS API Call via CloudTrail",
    detail: {
      eventSource: "ecr.amazonaws.com",
      eventName: "PutImage",
      requestParameters: { repositoryName: image.repository, imageTag: image.tag },
      responseElements: { image: { imageId: { imageDigest: image.digest, imageTag: image.tag } } },
    },
  });
}
