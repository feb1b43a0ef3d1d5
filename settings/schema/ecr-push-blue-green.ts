import { z } from "zod/mini";
import { type ArtifactStoreSettings, artifactStoreSchema } from "./artifact-store";
import { type BlueGreenServiceSettings, blueGreenServiceSchema } from "./blue-green-service";
import { type AnyBlueGreenStageSettings, blueGreenStagesSchema } from "./blue-green-stages";
import { type BuildSettings, buildSchema } from "./build";
import { type CommitStatusSettings, commitStatusOptionsSchema } from "./commit-status-options";
import { type EncryptedSettings, encryptedKeys, type SystemSettings } from "./common";
import { type DefinitionsSettings, definitionsSchema } from "./definitions";
import { type DeploymentSettings, deploymentSchema } from "./deployment";
import { type MigrationSettings, migrationKeys } from "./migration";
import { type NotificationSettings, notificationsSchema } from "./notifications";
import { type PipelineSettings, pipelineSchema } from "./pipeline";
import { type ReleaseImageSettings, releaseImageSchema } from "./release-image";
import { optional, strict } from "./types";

/** System 3: images pushed to ECR are released to one ECS service: migration first, then blue/green. */
export interface EcrPushBlueGreenSettings extends SystemSettings, EncryptedSettings {
  readonly system: "ecr-push-blue-green";
  /** The images of a release, 1 to 4: the first one leads it, whose push starts the pipeline. */
  readonly images: readonly ReleaseImageSettings[];
  /** Where the task definition and the AppSpec file of every release come from: an object in a bucket that keeps versions. */
  readonly definitions: DefinitionsSettings;
  /** The ECS service that is shifted to the release. */
  readonly service: BlueGreenServiceSettings;
  /** The bucket in which the pipeline hands artifacts from stage to stage. */
  readonly artifactStore: ArtifactStoreSettings;
  /** The migration that runs before the deployment: short for a stage `Migrate`. Give this or `stages`. @default none */
  readonly migration?: MigrationSettings;
  /**
   * What follows the build, in order: migrations, tests, approvals, and one `blue-green`.
   * @default `Migrate` where there is a `migration`, then `Deploy`
   */
  readonly stages?: readonly AnyBlueGreenStageSettings[];
  /** CodeDeploy's part: how traffic moves, and what rolls it back. @default all at once, rolled back on any failure */
  readonly deployment?: DeploymentSettings;
  /** The step that writes the images into the task definition. @default a small Linux machine, and this project's build specification */
  readonly build?: BuildSettings;
  /** The pipeline itself: its name, its kind, its role. @default a V2 pipeline with the entry's `name` */
  readonly pipeline?: PipelineSettings;
  /**
   * Commits get a status at GitHub from the pipeline: `true`, or options. An execution that only images start carries no commit.
   * @default none
   */
  readonly commitStatus?: true | CommitStatusSettings;
  /** Who hears of the pipeline: a topic, a chat channel, or e-mail addresses. @default nobody */
  readonly notifications?: NotificationSettings;
}

export const ecrPushBlueGreenSchema = strict<EcrPushBlueGreenSettings>()({
  system: z.literal("ecr-push-blue-green"),
  ...encryptedKeys,
  images: z.readonly(z.array(releaseImageSchema)),
  definitions: definitionsSchema,
  service: blueGreenServiceSchema,
  artifactStore: artifactStoreSchema,
  migration: optional(strict<MigrationSettings>()(migrationKeys)),
  stages: optional(blueGreenStagesSchema),
  deployment: optional(deploymentSchema),
  build: optional(buildSchema),
  pipeline: optional(pipelineSchema),
  commitStatus: optional(commitStatusOptionsSchema),
  notifications: optional(notificationsSchema),
});

/** The stages that follow the build. */
export function blueGreenStagesOf({
  migration,
  stages,
}: Pick<EcrPushBlueGreenSettings, "migration" | "stages">): readonly AnyBlueGreenStageSettings[] {
  if (stages !== undefined) return stages;
  return [
    ...(migration ? [{ type: "migrate", stageName: "Migrate", ...migration } as const] : []),
    { type: "blue-green", stageName: "Deploy" },
  ];
}
