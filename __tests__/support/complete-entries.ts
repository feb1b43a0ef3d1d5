import type { RoleOptions } from "../../modules/iam/role";
import type { EcrPushToEcsSettings } from "../../settings/schema/ecr-push-to-ecs";
import type { GithubToEcsSettings } from "../../settings/schema/github-to-ecs";
import type { ProjectSettings } from "../../settings/schema/project";
import {
  connectionArn,
  connectionSettings,
  ecrPushToEcs,
  githubRepository,
  githubToEcs,
} from "./minimal-entries";

// Settings in which every key that there is stands somewhere, so that a test can break each of them in turn.

// A new one each time: breaking a key must break one place.
const role = (): RoleOptions => ({
  roleName: "role",
  policyName: "policy",
  policyType: "managed",
  description: "what it is for",
  permissionsBoundary: "arn:aws:iam::123456789012:policy/boundary",
  statements: [
    {
      sid: "One",
      effect: "Allow",
      actions: ["s3:GetObject"],
      resources: ["*"],
      conditions: [{ test: "StringEquals", variable: "aws:PrincipalTag/team", values: ["shop"] }],
      principals: [{ type: "AWS", identifiers: ["*"] }],
    },
  ],
});

const parts = {
  region: "us-east-1",
  logicalId: "shop",
  moved: { before: "pipeline" },
  artifactStore: {
    bucket: "shop-artifacts",
    expirationDays: 30,
    abortIncompleteMultipartUploadDays: 3,
    lifecycleRuleId: "expire",
    kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/one",
    forceDestroy: false,
    logicalId: "store",
  },
  service: {
    clusterName: "cluster",
    serviceName: "service",
    containerName: "container",
    taskRoles: ["task"],
    deploymentTimeout: 30,
  },
  imageRepository: {
    repositoryName: "shop",
    tagMutability: "IMMUTABLE",
    scanOnPush: true,
    kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/two",
    forceDelete: false,
    lifecycleRules: [
      { tagPrefixList: ["release"], keepLast: 3, description: "releases" },
      { tagStatus: "untagged", expireAfterDays: 3 },
    ],
    logicalId: "images",
  },
  build: {
    projectName: "shop-build",
    buildspec: "buildspec.yml",
    image: "aws/codebuild/standard:7.0",
    computeType: "BUILD_GENERAL1_SMALL",
    environmentType: "LINUX_CONTAINER",
    privilegedMode: true,
    buildTimeout: 30,
    queuedTimeout: 30,
    logRetentionDays: 30,
    environmentVariables: { COLOUR: "red" },
    role: role(),
    logicalId: "build",
    roleLogicalId: "builder",
  },
  pipeline: {
    pipelineName: "shop-pipeline",
    pipelineType: "V2",
    executionMode: "QUEUED",
    variables: [{ name: "COLOUR", defaultValue: "red", description: "of the door" }],
    role: role(),
    logicalId: "pipeline",
    roleLogicalId: "runner",
  },
} as const;

export const completeGithubV1: GithubToEcsSettings = githubToEcs({
  ...parts,
  source: {
    type: "github-v1",
    ...githubRepository,
    token: { ssmParameter: "/github/token" },
    trigger: "webhook",
    webhook: {
      webhookName: "shop-webhook",
      secret: "random_bytes",
      logicalId: "webhook",
      secretLogicalId: "shared",
    },
    pollForSourceChanges: false,
  },
});

export const completeConnection: GithubToEcsSettings = githubToEcs({
  source: connectionSettings({
    connection: { arn: connectionArn },
    trigger: {
      push: [
        { branches: { includes: ["main"], excludes: ["wip/**"] }, filePaths: { includes: ["src/**"] } },
        { tags: { includes: ["v*"] } },
      ],
      pullRequest: [
        { events: ["OPEN"], branches: { includes: ["main"] }, filePaths: { excludes: ["docs/**"] } },
      ],
    },
  }),
});

export const completeEcrPush: EcrPushToEcsSettings = ecrPushToEcs({
  ...parts,
  source: {
    imageTag: "stable",
    revision: "digest",
    trigger: {
      ruleName: "shop-pushed",
      targetId: "shop",
      description: "starts it",
      eventPattern: "ecr-image-action",
      role: role(),
      logicalId: "rule",
      roleLogicalId: "starter",
    },
  },
});

export const completeProjects: readonly ProjectSettings[] = [
  {
    region: "ap-northeast-1",
    defaultTags: { Team: "shop" },
    allowedAccountIds: ["123456789012"],
    backend: {
      type: "s3",
      bucket: "shop-state",
      region: "us-east-1",
      keyPrefix: "pipelines/shop",
      kmsKeyId: "arn:aws:kms:us-east-1:123456789012:key/three",
    },
  },
  {
    region: "ap-northeast-1",
    backend: {
      type: "cloud",
      organization: "shop",
      workspacePrefix: "pipelines-",
      hostname: "app.terraform.io",
    },
  },
];
