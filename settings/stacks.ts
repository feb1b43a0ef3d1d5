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
  {
    system: "ecr-push-blue-green",
    stack: "ecr-push-blue-green",
    name: "example-blue-green",
    logicalId: "example",
    images: [{ containerName: "app" }, { containerName: "proxy" }],
    artifactStore: { bucket: "example-blue-green-pipeline-artifact" },
    definitions: {
      bucket: "example-blue-green-definitions",
      taskDefinitionFile: "settings/task-definitions/example.json",
    },
    service: {
      clusterName: "example-blue-green",
      serviceName: "example-blue-green",
      containerName: "proxy",
      containerPort: 80,
      loadBalancer: {
        loadBalancerName: "example-blue-green",
        productionPort: 80,
        testPort: 8080,
        targetGroups: ["example-blue", "example-green"],
      },
      create: {
        vpcId: "vpc-0123456789abcdef0",
        subnets: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
      },
    },
    migration: { command: ["bin/migrate"] },
  },
  {
    system: "commit-status",
    stack: "commit-status",
    name: "example-commit-status",
    pipelines: ["example"],
    token: { ssmParameter: "/continuous_apply/github_token" },
  },
  {
    system: "github-actions-to-ecs",
    stack: "github-actions-to-ecs",
    name: "example-actions",
    logicalId: "example",
    github: { owner: "example-organization", repository: "example-application", branch: "main" },
    imageRepository: { tagMutability: "IMMUTABLE" },
    taskDefinition: { bucket: "example-actions-task-definitions" },
    service: {
      clusterName: "example-actions",
      serviceName: "example-actions",
      containerName: "app",
      create: {
        taskDefinitionFile: "settings/task-definitions/example-actions.json",
        vpcId: "vpc-0123456789abcdef0",
        subnets: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
      },
    },
  },
];
