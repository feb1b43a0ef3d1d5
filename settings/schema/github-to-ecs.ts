import { z } from "zod/mini";
import { type ArtifactStoreSettings, artifactStoreSchema } from "./artifact-store";
import { type BuildSettings, buildSchema } from "./build";
import { type CommitStatusSettings, commitStatusOptionsSchema } from "./commit-status-options";
import { type EncryptedSettings, encryptedKeys, type SystemSettings } from "./common";
import { type GithubSourceSettings, githubSourceSchema } from "./github-source";
import { type ImageRepositorySettings, imageRepositorySchema } from "./image-repository";
import { type NotificationSettings, notificationsSchema } from "./notifications";
import { type PipelineSettings, pipelineSchema } from "./pipeline";
import { type ReleasePathSettings, releasePathKeys } from "./release-path";
import { optional, strict } from "./types";

/** System 1: a push to GitHub is built by CodeBuild and deployed to ECS. */
export interface GithubToEcsSettings extends SystemSettings, EncryptedSettings, ReleasePathSettings {
  readonly system: "github-to-ecs";
  /** The branch that is built: read by a connection, or with a token. */
  readonly source: GithubSourceSettings;
  /** The bucket in which the pipeline hands artifacts from stage to stage. */
  readonly artifactStore: ArtifactStoreSettings;
  /**
   * A repository to make, or `{ existingRepository: name }`.
   * @default a new one with the entry's `name` that keeps the last 30 release images
   */
  readonly imageRepository?: ImageRepositorySettings;
  /**
   * The step that builds and pushes the image.
   * @default a small Linux machine with Docker, and this project's build specification
   */
  readonly build?: BuildSettings;
  /** The pipeline itself: its name, its kind, its role. @default a V2 pipeline with the entry's `name` */
  readonly pipeline?: PipelineSettings;
  /**
   * Commits get a status at GitHub from the pipeline: `true`, or options. `true` takes the SSM parameter of the source's own token.
   * @default none
   */
  readonly commitStatus?: true | CommitStatusSettings;
  /** Who hears of the pipeline: a topic, a chat channel, or e-mail addresses. @default nobody */
  readonly notifications?: NotificationSettings;
}

export const githubToEcsSchema = strict<GithubToEcsSettings>()({
  system: z.literal("github-to-ecs"),
  ...encryptedKeys,
  ...releasePathKeys,
  source: githubSourceSchema,
  artifactStore: artifactStoreSchema,
  imageRepository: optional(imageRepositorySchema),
  build: optional(buildSchema),
  pipeline: optional(pipelineSchema),
  commitStatus: optional(commitStatusOptionsSchema),
  notifications: optional(notificationsSchema),
});
