import { z } from "zod";
import { type ArtifactSettings, artifactSchema } from "./artifacts";
import { type BuildSettings, buildSchema } from "./build";
import { type EntrySettings, entryKeys } from "./entry";
import { type GithubSourceSettings, githubSourceSchema } from "./github-source";
import { type PipelineOptions, pipelineSchema } from "./pipeline";
import { type RegistrySettings, registrySchema } from "./registry";
import { type ServiceSettings, serviceSchema } from "./service";
import { optional, strict } from "./strict";

/** System 1: a push to GitHub is built by CodeBuild and deployed to ECS. */
export interface GithubToEcsSettings extends EntrySettings {
  readonly system: "github-to-ecs";
  readonly source: GithubSourceSettings;
  readonly artifacts: ArtifactSettings;
  readonly service: ServiceSettings;
  /** @default a repository with the entry's `name` that keeps the last 30 release images */
  readonly registry?: RegistrySettings;
  /** @default a small Linux machine with Docker, and this project's build specification */
  readonly build?: BuildSettings;
  /** @default a V2 pipeline with the entry's `name` */
  readonly pipeline?: PipelineOptions;
}

export const githubToEcsSchema = strict<GithubToEcsSettings>()({
  system: z.literal("github-to-ecs"),
  ...entryKeys,
  source: githubSourceSchema,
  artifacts: artifactSchema,
  service: serviceSchema,
  registry: optional(registrySchema),
  build: optional(buildSchema),
  pipeline: optional(pipelineSchema),
});
