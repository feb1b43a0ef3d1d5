import { z } from "zod";
import { type ArtifactSettings, artifactSchema } from "./artifacts";
import { type BuildSettings, buildSchema } from "./build";
import { type EcrSourceSettings, ecrSourceSchema } from "./ecr-source";
import { type EntrySettings, entryKeys } from "./entry";
import { type PipelineOptions, pipelineSchema } from "./pipeline";
import {
  type ExistingRegistrySettings,
  existingRegistrySchema,
  type RegistrySettings,
  registrySchema,
} from "./registry";
import { type ServiceSettings, serviceSchema } from "./service";
import { either, optional, strict } from "./strict";

/** System 2: an image pushed to ECR is deployed to ECS. */
export interface EcrPushToEcsSettings extends EntrySettings {
  readonly system: "ecr-push-to-ecs";
  readonly artifacts: ArtifactSettings;
  readonly service: ServiceSettings;
  /** @default the tag `latest`, with a rule that starts the pipeline */
  readonly source?: EcrSourceSettings;
  /** A repository to make, or `{ existingRepository: name }`. @default a new one with the entry's `name` */
  readonly registry?: RegistrySettings | ExistingRegistrySettings;
  /** The step that writes imagedefinitions.json. @default a small Linux machine, and this project's build specification */
  readonly build?: BuildSettings;
  /** @default a V2 pipeline with the entry's `name` */
  readonly pipeline?: PipelineOptions;
}

export const ecrPushToEcsSchema = strict<EcrPushToEcsSettings>()({
  system: z.literal("ecr-push-to-ecs"),
  ...entryKeys,
  source: optional(ecrSourceSchema),
  artifacts: artifactSchema,
  service: serviceSchema,
  registry: optional(
    either<RegistrySettings | ExistingRegistrySettings>(
      "options of a new repository, or { existingRepository: name }",
      [existingRegistrySchema, registrySchema],
    ),
  ),
  build: optional(buildSchema),
  pipeline: optional(pipelineSchema),
});
