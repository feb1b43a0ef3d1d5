import type { EcrPushToEcsSettings } from "../../settings/schema/ecr-push-to-ecs";
import type { GithubToEcsSettings } from "../../settings/schema/github-to-ecs";
import type { ProjectSettings } from "../../settings/schema/project";

// The example that this project ships in `settings/`, in a copy of the tests' own: a user's settings are others.

export const shippedProject: ProjectSettings = {
  region: "ap-northeast-1",
  defaultTags: { ManagedBy: "terraform" },
};

export const shippedGithubToEcs: GithubToEcsSettings = {
  system: "github-to-ecs",
  stack: "github-to-ecs",
  name: "example",
  logicalId: "example",
  source: {
    type: "github-v1",
    owner: "example-organization",
    repository: "example-application",
    branch: "main",
    token: { ssmParameter: "/continuous_apply/github_token" },
    webhook: { secret: "random_id", secretLogicalId: "sample" },
  },
  artifactStore: { bucket: "example-pipeline-artifact" },
  service: { clusterName: "example", serviceName: "example", containerName: "example" },
};

export const shippedEcrPushToEcs: EcrPushToEcsSettings = {
  system: "ecr-push-to-ecs",
  stack: "ecr-push-to-ecs",
  name: "example-image",
  logicalId: "example",
  source: { imageTag: "latest" },
  artifactStore: { bucket: "example-image-pipeline-artifact" },
  service: { clusterName: "example", serviceName: "example-image", containerName: "example" },
};

export const shippedStacks = [shippedGithubToEcs, shippedEcrPushToEcs] as const;
