import type { PipelineSettings } from "./schema/pipelines";

/** The pipelines: one entry, one stack. The same system can be used any number of times. */
export const pipelines: readonly PipelineSettings[] = [
  {
    system: "github-to-ecs",
    stack: "github-to-ecs",
    name: "example",
    source: {
      type: "github-v1",
      owner: "example-organization",
      repository: "example-application",
      branch: "main",
      token: { ssmParameter: "/continuous_apply/github_token" },
      webhook: { secret: "random_id" },
    },
    artifacts: { bucket: "example-pipeline-artifact" },
    service: { clusterName: "example", serviceName: "example", containerName: "example" },
  },
  {
    system: "ecr-push-to-ecs",
    stack: "ecr-push-to-ecs",
    name: "example-image",
    source: { imageTag: "latest" },
    artifacts: { bucket: "example-image-pipeline-artifact" },
    service: { clusterName: "example", serviceName: "example-image", containerName: "example" },
  },
];
