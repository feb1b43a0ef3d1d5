import { decideDockerRuns, decideTasks } from "../../../local/aws/local-containers";
import type { LocalDeployment } from "../../../local/aws/local-deployments";
import {
  blueGreenStagesOf,
  type EcrPushBlueGreenSettings,
} from "../../../settings/schema/ecr-push-blue-green";
import type { ReleaseImageSettings } from "../../../settings/schema/release-image";
import { migrationOf, migrationsOf } from "../../../stacks/blue-green/migration";
import { isStarted, triggerOf } from "../../../stacks/blue-green/release-images";
import {
  createDefinitionsBucket,
  definitionsObjectOf,
  uploadAgain,
  uploadTeamsDefinitions,
} from "../blue-green/definitions";
import { createServiceOrItsGround } from "../blue-green/service";
import { runByHand, startByHand } from "../by-hand";
import { openDeploymentWindows } from "../deployment-windows";
import { createAlarm, setAlarm } from "../existing/alarm";
import { createApprovingFunction } from "../existing/function";
import { createMentioned, ruleFunctions } from "../existing/resources";
import { otherAccounts } from "../existing/shared-with";
import { type ReleaseOptions, showFirstRelease, showRelease } from "../release";
import { showRunning } from "../running";
import { heading, say } from "../say";
import { startedSince } from "../started";
import type { StoryContext } from "../story";
import { playMissingPermission, playRejection, type Released } from "../troubles";
import { createShared } from "./shared";
import { createTokenOfStatus, followStatuses } from "./status-of-pipeline";

type Settings = EcrPushBlueGreenSettings;

/** At which a GitHub App is installed: no commit of it is met. */
const anyOwner = "example-organization";

const nameOf = ({ stack, name = stack }: Settings): string => name;

const pipelineNameOf = (settings: Settings): string => settings.pipeline?.pipelineName ?? nameOf(settings);

function repositoryOf(
  settings: Settings,
  { containerName, imageRepository = {} }: ReleaseImageSettings,
): string {
  return "existingRepository" in imageRepository
    ? imageRepository.existingRepository
    : (imageRepository.repositoryName ?? `${nameOf(settings)}-${containerName}`.toLowerCase());
}

/** The service or what it stands on, what exists outside the project, and the team's definitions. */
export async function prepare(settings: Settings, context: StoryContext): Promise<void> {
  const { account } = context;
  const { images, artifactStore, deployment, definitions } = settings;
  await createShared(
    { artifactStore },
    images.map(({ imageRepository }) => imageRepository),
    context,
  );
  await createMentioned(settings, account, otherAccounts(settings));
  await createTokenOfStatus(settings, anyOwner, context);
  await createServiceOrItsGround(settings, context);
  for (const name of deployment?.alarms ?? []) await createAlarm(account, name);
  for (const name of new Set(Object.values(deployment?.hooks ?? {}))) {
    if (!ruleFunctions(settings).includes(name)) await createApprovingFunction(account, name);
  }
  await createDefinitionsBucket(settings, context);
  if ("existingBucket" in definitions && definitions.taskDefinitionFile === undefined) {
    await uploadTeamsDefinitions(settings, context);
  }
}

/** The first execution, the release that pushes start, and what a release can come to. */
export async function play(settings: Settings, context: StoryContext): Promise<void> {
  const { account } = context;
  const released = releasedOf(settings, context);
  followStatuses(settings, released.pipelineName, context);
  heading("A new pipeline runs at once, and finds no image");
  await showFirstRelease(account, released.pipelineName);
  await openDeploymentWindows(released.stages, context);
  await playUploadByTeam(settings, context);
  await playPushes(settings, context);
  if (!isStarted(settings)) await startByHand(account, released);
  await showRunning(released.services, context);
  await playUpload(settings, context);
  await playFailedMigration(settings, context);
  await playTakenBack(settings, context);
  await playMissingPermission(released);
  await playRejection(released);
}

function releasedOf(settings: Settings, context: StoryContext): Released {
  const { pipeline, service } = settings;
  return {
    pipelineName: pipelineNameOf(settings),
    pipeline,
    stages: blueGreenStagesOf(settings),
    services: [{ service }],
    context,
  };
}

/** Where neither Terraform uploads the definitions nor a bucket had them before, the team uploads its own. */
async function playUploadByTeam(settings: Settings, context: StoryContext): Promise<void> {
  const { definitions } = settings;
  if (definitions.taskDefinitionFile !== undefined || "existingBucket" in definitions) return;
  const { bucket, key } = definitionsObjectOf(settings);
  heading(`The team uploads its task definition and AppSpec file: aws s3 cp ${key} s3://${bucket}/${key}`);
  const started = await startedSince(context.account, pipelineNameOf(settings));
  await uploadTeamsDefinitions(settings, context);
  await started.show();
}

/** A push of every image; last of those that start a release, so that it finds the others. */
async function playPushes(settings: Settings, context: StoryContext): Promise<void> {
  const starts = (index: number, image: ReleaseImageSettings) => triggerOf(image, index) !== "none";
  const indexed = settings.images.map((image, index) => ({ image, starts: starts(index, image) }));
  const inOrder = [...indexed].reverse().sort((one, other) => Number(one.starts) - Number(other.starts));
  for (const { image } of inOrder) {
    heading(pushCommand(settings, image));
    await push(settings, context, image, "first");
  }
}

const pushCommand = (settings: Settings, image: ReleaseImageSettings): string =>
  `docker push ${repositoryOf(settings, image)}:${tagOf(image)}`;

const tagOf = ({ imageTag = "latest" }: ReleaseImageSettings): string => imageTag;

async function push(
  settings: Settings,
  context: StoryContext,
  image: ReleaseImageSettings,
  content: string,
  options?: ReleaseOptions,
): Promise<void> {
  const { account } = context;
  const [repository, tag] = [repositoryOf(settings, image), tagOf(image)];
  const started = await startedSince(account, pipelineNameOf(settings));
  const { digest } = await account.pushImage({
    repository,
    tag,
    content: `${image.containerName} ${content}`,
  });
  say(`  pushed      ${digest}`);
  await started.show(options);
}

/** A release of another image: by its push, or else by hand; of the same one where tags are immutable. */
async function releaseNext(
  settings: Settings,
  context: StoryContext,
  content: string,
  options?: ReleaseOptions,
): Promise<void> {
  const leading = settings.images.find(
    (image, index) => triggerOf(image, index) !== "none" && !isImmutable(image),
  );
  const next = leading ?? settings.images.find((image) => !isImmutable(image));
  if (next !== undefined) {
    say(`  ${pushCommand(settings, next)}`);
    await push(settings, context, next, content, options);
  }
  if (leading !== undefined) return;
  const { pipeline } = settings;
  say(`  aws codepipeline start-pipeline-execution --name ${pipelineNameOf(settings)}`);
  const run = await runByHand(context.account, { pipelineName: pipelineNameOf(settings), pipeline });
  await showRelease(context.account, run, options);
}

const isImmutable = ({ imageRepository = {} }: ReleaseImageSettings): boolean =>
  "tagMutability" in imageRepository && imageRepository.tagMutability === "IMMUTABLE";

/** A new version of the definitions, where it starts a release. */
async function playUpload(settings: Settings, context: StoryContext): Promise<void> {
  if ((settings.definitions.trigger ?? "none") === "none") return;
  const { bucket, key } = definitionsObjectOf(settings);
  heading(`A new version of the definitions: aws s3 cp ${key} s3://${bucket}/${key}`);
  const started = await startedSince(context.account, pipelineNameOf(settings));
  await uploadAgain(settings, context);
  await started.show();
}

/** The migration of the next image fails: nothing is deployed. */
async function playFailedMigration(settings: Settings, context: StoryContext): Promise<void> {
  const [placed] = migrationsOf(settings);
  if (placed === undefined) return;
  heading("The migration of the next image fails: the release ends before its deployment");
  const decide = (exitCode: number, lines: readonly string[]) =>
    decideMigration(settings, context, placed.action.runIn ?? "task", { exitCode, lines });
  await decide(1, ["a column of this name is there already"]);
  await releaseNext(settings, context, "second");
  await decide(0, []);
  await showRunning([{ service: settings.service }], context);
}

async function decideMigration(
  settings: Settings,
  { account }: StoryContext,
  runIn: "task" | "build",
  decision: { readonly exitCode: number; readonly lines: readonly string[] },
): Promise<void> {
  const { family = "", containerName = "" } = migrationOf(settings, { name: nameOf(settings) }) ?? {};
  if (runIn === "task") return decideTasks(account, { family, container: containerName, ...decision });
  const image = settings.images.find(({ containerName: name, otherContainerNames = [] }) =>
    [name, ...otherContainerNames].includes(containerName),
  );
  if (image !== undefined) {
    await decideDockerRuns(account, { repository: repositoryOf(settings, image), ...decision });
  }
}

/** An alarm, or else somebody, takes a deployment back once traffic is on its new tasks. */
async function playTakenBack(settings: Settings, context: StoryContext): Promise<void> {
  const { deployment } = settings;
  if (!isWaiting(settings)) return;
  const [alarm] = deployment?.alarms ?? [];
  const rollbackOn = deployment?.rollbackOn ?? ["DEPLOYMENT_STOP_ON_ALARM"];
  if (alarm !== undefined && rollbackOn.includes("DEPLOYMENT_STOP_ON_ALARM")) {
    heading(
      `The alarm ${alarm} goes off while the next image is deployed: CodeDeploy takes the deployment back`,
    );
    await releaseNext(settings, context, "third", {
      whenShifted: async () => {
        say(`    alarm       ${alarm}: aws cloudwatch set-alarm-state --state-value ALARM`);
        await setAlarm(context.account, alarm, "ALARM");
      },
    });
    await setAlarm(context.account, alarm, "OK");
  } else {
    heading("Somebody stops the deployment of the next image: CodeDeploy takes it back");
    await releaseNext(settings, context, "third", {
      whenShifted: async (running: LocalDeployment) => {
        const { deploymentId } = running;
        say(
          `    stop        aws deploy stop-deployment --deployment-id ${deploymentId} --auto-rollback-enabled`,
        );
        await running.stop({ rollBack: true });
      },
    });
  }
  await showRunning([{ service: settings.service }], context);
}

/** Whether a deployment waits with traffic on its new tasks, so that it can be stopped there. */
function isWaiting({ deployment }: Settings): boolean {
  const { traffic, terminationWaitTimeInMinutes } = deployment ?? {};
  return terminationWaitTimeInMinutes !== 0 || traffic?.type === "canary" || traffic?.type === "linear";
}
