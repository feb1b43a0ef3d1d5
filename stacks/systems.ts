import type { Construct } from "constructs";
import type { PipelineSettings } from "../settings/schema/pipelines";
import type { ProjectSettings } from "../settings/schema/project";
import type { PipelineStack } from "./base";
import { EcrPushToEcs } from "./ecr-push-to-ecs";
import { GithubToEcs } from "./github-to-ecs";

/** The stack of an entry, by the system that it names. */
export function createStack(
  scope: Construct,
  project: ProjectSettings,
  entry: PipelineSettings,
): PipelineStack {
  switch (entry.system) {
    case "github-to-ecs":
      return new GithubToEcs(scope, { project, entry });
    case "ecr-push-to-ecs":
      return new EcrPushToEcs(scope, { project, entry });
  }
}
