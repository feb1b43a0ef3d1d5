import { type EcrPushToEcsSettings, ecrPushToEcsSchema } from "./ecr-push-to-ecs";
import { type GithubToEcsSettings, githubToEcsSchema } from "./github-to-ecs";
import { oneOf } from "./strict";

/** One pipeline, of one of the systems. */
export type PipelineSettings = GithubToEcsSettings | EcrPushToEcsSettings;

export const pipelineEntrySchema = oneOf<PipelineSettings>("system", [githubToEcsSchema, ecrPushToEcsSchema]);
