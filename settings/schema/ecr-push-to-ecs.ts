import { z } from "zod/mini";
import { type ArtifactStoreSettings, artifactStoreSchema } from "./artifact-store";
import { type BuildSettings, buildSchema } from "./build";
import { type CommonSettings, commonKeys } from "./common";
import { type EcrSourceSettings, ecrSourceSchema } from "./ecr-source";
import { type ImageRepositorySettings, imageRepositorySchema } from "./image-repository";
import { type PipelineOptions, pipelineSchema } from "./pipeline";
import { type ServiceSettings, serviceSchema } from "./service";
import { optional, strict } from "./types";

/** System 2: an image pushed to ECR is deployed to ECS. */
export interface EcrPushToEcsSettings extends CommonSettings {
  readonly system: "ecr-push-to-ecs";
  readonly artifactStore: ArtifactStoreSettings;
  readonly service: ServiceSettings;
  /** @default the tag `latest`, with a rule that starts the pipeline */
  readonly source?: EcrSourceSettings;
  /** A repository to make, or `{ existingRepository: name }`. @default a new one with the entry's `name` */
  readonly imageRepository?: ImageRepositorySettings;
  /** The step that writes imagedefinitions.json. @default a small Linux machine, and this project's build specification */
  readonly build?: BuildSettings;
  /** @default a V2 pipeline with the entry's `name` */
  readonly pipeline?: PipelineOptions;
}

export const ecrPushToEcsSchema = strict<EcrPushToEcsSettings>()({
  system: z.literal("ecr-push-to-ecs"),
  ...commonKeys,
  source: optional(ecrSourceSchema),
  artifactStore: artifactStoreSchema,
  service: serviceSchema,
  imageRepository: optional(imageRepositorySchema),
  build: optional(buildSchema),
  pipeline: optional(pipelineSchema),
});
