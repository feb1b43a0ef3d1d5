import type { GithubActionsToEcsSettings } from "../../../settings/schema/github-actions-to-ecs";
import { githubActionsToEcs, githubRepository, taskDefinitionFile } from "../minimal-entries";
import { releasedFile } from "../task-definitions/released";
import { fargateService } from "./fargate-service";
import { common, parts, role } from "./parts";

const workflow = () => ({
  fileName: ".github/workflows/release.yml",
  placedBy: "terraform" as const,
  commitMessage: "Release by settings",
  variablePrefix: "SHOP",
  workflowName: "Release the shop",
  runsOn: ["self-hosted", "linux"],
  timeoutInMinutes: 90,
  waitInMinutes: 45,
  dockerfile: "docker/Dockerfile",
  context: "app",
  platform: "linux/arm64",
  buildArguments: { VERSION: "1.0" },
  pathFilters: ["app/**"],
  pushLatest: true,
  pinActions: "major" as const,
  maskAccountId: true,
});

/** A workflow that works as a role, into a service that is made. */
export const completeGithubActions: GithubActionsToEcsSettings = githubActionsToEcs({
  ...common,
  kmsKey: "create",
  github: {
    ...githubRepository,
    environment: "production",
    ownerId: 1234,
    repositoryId: 5678,
    githubUrl: "https://github.example.com",
  },
  identity: {
    type: "oidc",
    oidcProvider: "create",
    issuerUrl: "https://github.example.com/_services/token",
    audience: "sts.amazonaws.com",
    subjects: ["repo:example-organization/example-application:environment:production"],
    role: { ...role(), roleName: "releaser", policyName: "releaser" },
    logicalId: "releaser",
  },
  imageRepository: { ...parts.imageRepository },
  service: {
    clusterName: "cluster",
    serviceName: "service",
    containerName: "app",
    create: {
      ...fargateService(),
      taskDefinitionFile,
      traffic: {
        containerPort: 80,
        loadBalancerName: "shop",
        productionPort: 443,
        targetGroups: ["shop"],
      },
    },
  },
  taskDefinition: {
    bucket: "shop-base",
    objectKey: "shop/base.json",
    kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/eight",
    accessLogBucket: "shop-logs",
    forceDestroy: false,
    logicalId: "base",
  },
  workflow: workflow(),
});

/** A workflow with an access key, into a service that exists. */
export const completeGithubActionsKey: GithubActionsToEcsSettings = githubActionsToEcs({
  identity: {
    type: "access-key",
    userName: "releaser",
    policyName: "releases",
    permissionsBoundary: "arn:aws:iam::123456789012:policy/boundary",
    logicalId: "releaser",
  },
  taskDefinition: {
    existingBucket: "shared-bases",
    objectKey: "shop/base.json",
    taskDefinitionFile: releasedFile,
    kmsKeyArn: "arn:aws:kms:eu-central-1:123456789012:key/eight",
  },
  workflow: { runsOn: "ubuntu-24.04-arm" },
});
