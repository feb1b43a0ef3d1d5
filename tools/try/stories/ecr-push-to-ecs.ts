import type { LocalAccount } from "../../../local/aws/local-account";
import type { EcrPushToEcsSettings } from "../../../settings/schema/ecr-push-to-ecs";
import { deploysOf, stagesOf } from "../../../settings/schema/release-path";
import { startByHand } from "../by-hand";
import { openDeploymentWindows } from "../deployment-windows";
import { createMentioned } from "../existing/resources";
import { otherAccounts } from "../existing/shared-with";
import { showFirstRelease } from "../release";
import { showRunning } from "../running";
import { heading, say } from "../say";
import { createServices } from "../services";
import { startedSince } from "../started";
import type { StoryContext } from "../story";
import { type Fault, playTroubles, type Released } from "../troubles";
import { createShared } from "./shared";
import { createTokenOfStatus, followStatuses } from "./status-of-pipeline";

const pipelineNameOf = ({ stack, name = stack, pipeline }: EcrPushToEcsSettings): string =>
  pipeline?.pipelineName ?? name;

/** At which a GitHub App is installed: no commit of it is met. */
const anyOwner = "example-organization";

function repositoryOf({ stack, name = stack, imageRepository = {} }: EcrPushToEcsSettings): string {
  return "existingRepository" in imageRepository
    ? imageRepository.existingRepository
    : (imageRepository.repositoryName ?? name);
}

/** The ECS services, and what exists outside the project. */
export async function prepare(settings: EcrPushToEcsSettings, context: StoryContext): Promise<void> {
  await createServices(settings, context);
  await createShared(settings, [settings.imageRepository], context);
  await createMentioned(settings, context.account, otherAccounts(settings));
  await createTokenOfStatus(settings, anyOwner, context);
}

/** The first execution, the releases that pushes start, and what a release can come to. */
export async function play(settings: EcrPushToEcsSettings, context: StoryContext): Promise<void> {
  const { pipeline } = settings;
  const { account } = context;
  const pipelineName = pipelineNameOf(settings);
  followStatuses(settings, pipelineName, context);
  heading("A new pipeline runs at once, and finds no image");
  await showFirstRelease(account, pipelineName);
  await openDeploymentWindows(stagesOf(settings), context);
  await playPushes(settings, account, pipelineName);
  if (settings.source?.trigger === "none") await startByHand(account, { pipelineName, pipeline });
  await showRunning(deploysOf(settings), context);
  await playTroubles(releasedOf(settings, context), withoutImage(settings, account));
}

/** Two pushes of the watched tag, where it can be pushed twice, and one of another tag. */
async function playPushes(
  settings: EcrPushToEcsSettings,
  account: LocalAccount,
  pipelineName: string,
): Promise<void> {
  const repository = repositoryOf(settings);
  const { imageTag: watched = "latest", trigger } = settings.source ?? {};
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
}

function isImmutable({ imageRepository = {} }: EcrPushToEcsSettings): boolean {
  return "tagMutability" in imageRepository && imageRepository.tagMutability === "IMMUTABLE";
}

function releasedOf(settings: EcrPushToEcsSettings, context: StoryContext): Released {
  const { pipeline } = settings;
  const [stages, services] = [stagesOf(settings), deploysOf(settings)];
  return { pipelineName: pipelineNameOf(settings), pipeline, stages, services, context };
}

function withoutImage(settings: EcrPushToEcsSettings, account: LocalAccount): Fault {
  const repositoryName = repositoryOf(settings);
  const { imageTag = "latest" } = settings.source ?? {};
  return {
    what: `Somebody deletes ${repositoryName}:${imageTag} and starts a release: its source fails, and nothing is deployed`,
    make: async () =>
      void (await account.call("ecr", "BatchDeleteImage", { repositoryName, imageIds: [{ imageTag }] })),
    mend: async () => {
      heading(`docker push ${repositoryName}:${imageTag}`);
      const started = await startedSince(account, pipelineNameOf(settings));
      await account.pushImage({ repository: repositoryName, tag: imageTag, content: "fourth" });
      await started.show();
    },
  };
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
