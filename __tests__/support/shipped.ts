import type { CloudfrontContinuousDeploymentSettings } from "../../settings/schema/cloudfront-continuous-deployment";
import type { CommitStatusSystemSettings } from "../../settings/schema/commit-status";
import type { EcrPushBlueGreenSettings } from "../../settings/schema/ecr-push-blue-green";
import type { EcrPushToEcsSettings } from "../../settings/schema/ecr-push-to-ecs";
import type { GithubActionsToEcsSettings } from "../../settings/schema/github-actions-to-ecs";
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

const blueGreen = (taskDefinitionFile: string): EcrPushBlueGreenSettings => ({
  system: "ecr-push-blue-green",
  stack: "ecr-push-blue-green",
  name: "example-blue-green",
  logicalId: "example",
  images: [{ containerName: "app" }, { containerName: "proxy" }],
  artifactStore: { bucket: "example-blue-green-pipeline-artifact" },
  definitions: {
    bucket: "example-blue-green-definitions",
    taskDefinitionFile,
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
});

export const shippedCommitStatus: CommitStatusSystemSettings = {
  system: "commit-status",
  stack: "commit-status",
  name: "example-commit-status",
  pipelines: ["example"],
  token: { ssmParameter: "/continuous_apply/github_token" },
};

const githubActions = (taskDefinitionFile: string): GithubActionsToEcsSettings => ({
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
      taskDefinitionFile,
      vpcId: "vpc-0123456789abcdef0",
      subnets: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
    },
  },
});

const copies = "__tests__/support/task-definitions";

/** With a copy of the task definition too: that of `settings/` may be a user's. */
export const shippedEcrPushBlueGreen = blueGreen(`${copies}/example.json`);

/** With a copy of its task definition, as well. */
export const shippedGithubActionsToEcs = githubActions(`${copies}/example-actions.json`);

export const shippedCloudfrontContinuousDeployment: CloudfrontContinuousDeploymentSettings = {
  system: "cloudfront-continuous-deployment",
  stack: "cloudfront-continuous-deployment",
  name: "example-site",
  logicalId: "example",
  source: {
    type: "connection",
    owner: "example-organization",
    repository: "example-site",
    branch: "main",
    connection: { create: "example-site" },
  },
  artifactStore: { bucket: "example-site-pipeline-artifact" },
  site: { bucket: "example-site-releases" },
};

export const shippedStacks = [
  shippedGithubToEcs,
  shippedEcrPushToEcs,
  shippedEcrPushBlueGreen,
  shippedCommitStatus,
  shippedGithubActionsToEcs,
  shippedCloudfrontContinuousDeployment,
] as const;

const originals = "settings/task-definitions";

/** The task definitions of the example, in `settings/`, by their copies. */
export const shippedTaskDefinitions: Readonly<Record<string, string>> = {
  [`${copies}/example.json`]: `${originals}/example.json`,
  [`${copies}/example-actions.json`]: `${originals}/example-actions.json`,
};

/** The entries as `settings/` has them. */
export const shippedStacksOfProject = [
  shippedGithubToEcs,
  shippedEcrPushToEcs,
  blueGreen(`${originals}/example.json`),
  shippedCommitStatus,
  githubActions(`${originals}/example-actions.json`),
  shippedCloudfrontContinuousDeployment,
] as const;
