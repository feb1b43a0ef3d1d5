import { z } from "zod/mini";
import { type ArtifactStoreSettings, artifactStoreSchema } from "./artifact-store";
import { type BuildSettings, buildSchema } from "./build";
import { type CommitStatusSettings, commitStatusOptionsSchema } from "./commit-status-options";
import { type EncryptedSettings, encryptedKeys, type SystemSettings } from "./common";
import { type EcrSourceSettings, ecrSourceSchema } from "./ecr-source";
import { type ImageRepositorySettings, imageRepositorySchema } from "./image-repository";
import { type NotificationSettings, notificationsSchema } from "./notifications";
import { type PipelineSettings, pipelineSchema } from "./pipeline";
import { type ReleasePathSettings, releasePathKeys } from "./release-path";
import { optional, strict } from "./types";

/** System 2: an image pushed to ECR is deployed to ECS. */
export interface EcrPushToEcsSettings extends SystemSettings, EncryptedSettings, ReleasePathSettings {
  readonly system: "ecr-push-to-ecs";
  /** The bucket in which the pipeline hands artifacts from stage to stage. */
  readonly artifactStore: ArtifactStoreSettings;
  /** Which image starts the pipeline, and how. @default the tag `latest`, with a rule that starts the pipeline */
  readonly source?: EcrSourceSettings;
  /** A repository to make, or `{ existingRepository: name }`. @default a new one with the entry's `name` */
  readonly imageRepository?: ImageRepositorySettings;
  /** The step that writes imagedefinitions.json. @default a small Linux machine, and this project's build specification */
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

export const ecrPushToEcsSchema = strict<EcrPushToEcsSettings>()({
  system: z.literal("ecr-push-to-ecs"),
  ...encryptedKeys,
  ...releasePathKeys,
  source: optional(ecrSourceSchema),
  artifactStore: artifactStoreSchema,
  imageRepository: optional(imageRepositorySchema),
  build: optional(buildSchema),
  pipeline: optional(pipelineSchema),
  commitStatus: optional(commitStatusOptionsSchema),
  notifications: optional(notificationsSchema),
});
