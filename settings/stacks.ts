import type { StackSettings } from "../systems";

/** One entry, one stack. The same system can be used any number of times. */
export const stacks: readonly StackSettings[] = [
  {
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
  },
  {
    system: "ecr-push-to-ecs",
    stack: "ecr-push-to-ecs",
    name: "example-image",
    logicalId: "example",
    source: { imageTag: "latest" },
    artifactStore: { bucket: "example-image-pipeline-artifact" },
    service: { clusterName: "example", serviceName: "example-image", containerName: "example" },
  },
];
