import type { RoleOptions } from "../../modules/iam/role";
import type { Statement } from "../../modules/iam/statement";
import type { EcrPushToEcsSettings } from "../../settings/schema/ecr-push-to-ecs";
import type { GithubConnectionSettings } from "../../settings/schema/github-connection";
import type { GithubToEcsSettings } from "../../settings/schema/github-to-ecs";
import type { ProjectSettings } from "../../settings/schema/project";
import type { StackSettings } from "../../systems";
import {
  connectionArn,
  connectionSettings,
  ecrPushToEcs,
  githubConnection,
  githubRepository,
  githubToEcs,
  githubV1Settings,
} from "./minimal-entries";

// Settings in which every key that there is stands somewhere, so that a test can break each of them in turn.

// New ones each time: breaking a key must break one place.
const statement = (effect: "Allow" | "Deny"): Statement => ({
  sid: effect,
  effect,
  actions: ["s3:GetObject"],
  resources: ["*"],
  conditions: [{ test: "StringEquals", variable: "aws:PrincipalTag/team", values: ["shop"] }],
  principals: [{ type: "AWS", identifiers: ["*"] }],
});

const role = (): RoleOptions => ({
  roleName: "role",
  policyName: "policy",
  policyType: "managed",
  description: "what it is for",
  permissionsBoundary: "arn:aws:iam::123456789012:policy/boundary",
  managedPolicyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess"],
  additionalStatements: [statement("Allow"), statement("Deny")],
  statements: [statement("Allow"), statement("Deny")],
});

const parts = {
  region: "us-east-1",
  logicalId: "shop",
  kmsKey: "create",
  moved: { before: "pipeline" },
  artifactStore: {
    bucket: "shop-artifacts",
    expirationDays: 30,
    abortIncompleteMultipartUploadDays: 3,
    lifecycleRuleId: "expire",
    kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/one",
    versioning: true,
    accessLogBucket: "shop-logs",
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
    environmentVariables: {
      COLOUR: "red",
      TOKEN: { parameterStore: "/shop/token" },
      PASSWORD: { secretsManager: "shop/database" },
    },
    description: "builds the shop",
    vpc: {
      vpcId: "vpc-0123456789abcdef0",
      subnets: ["subnet-0123456789abcdef0"],
      securityGroupIds: ["sg-0123456789abcdef0"],
    },
    kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/three",
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
        {
          branches: { includes: ["main"], excludes: ["wip/**"] },
          filePaths: { includes: ["src/**"], excludes: ["docs/**"] },
        },
        { tags: { includes: ["v*"], excludes: ["v0*"] } },
      ],
      pullRequest: [
        {
          events: ["OPEN"],
          branches: { includes: ["main"], excludes: ["wip/**"] },
          filePaths: { includes: ["src/**"], excludes: ["docs/**"] },
        },
      ],
    },
  }),
});

/** All that exists and is shared. */
export const completeShared: GithubToEcsSettings = githubToEcs({
  source: connectionSettings({ connection: { name: "github" } }),
  artifactStore: {
    existingBucket: "shop-artifacts",
    kmsKeyArn: "arn:aws:kms:eu-central-1:123456789012:key/one",
  },
  imageRepository: { existingRepository: "shop" },
});

export const completeGithubConnection: GithubConnectionSettings = githubConnection({
  name: "shop",
  region: "us-east-1",
  logicalId: "shop",
  moved: { before: "shop" },
  connectionName: "shop",
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

const source = githubV1Settings();

/** Beside the complete entries: a place for every member of every enumeration. */
export const otherMembers: readonly StackSettings[] = [
  ...(
    [
      "BUILD_GENERAL1_MEDIUM",
      "BUILD_GENERAL1_LARGE",
      "BUILD_GENERAL1_XLARGE",
      "BUILD_GENERAL1_2XLARGE",
    ] as const
  ).map((computeType) => githubToEcs({ build: { computeType } })),
  githubToEcs({
    build: { environmentType: "ARM_CONTAINER", role: { policyType: "inline" } },
    imageRepository: { tagMutability: "MUTABLE", lifecycleRules: [{ tagStatus: "any", keepLast: 3 }] },
    pipeline: { pipelineType: "V1", executionMode: "SUPERSEDED", role: { policyType: "inline" } },
    source: { ...source, webhook: { secret: "random_id" } },
  }),
  githubToEcs({ pipeline: { executionMode: "PARALLEL" }, source: { ...source, trigger: "none" } }),
  githubToEcs({
    source: connectionSettings({
      connection: { create: "github" },
      trigger: { pullRequest: [{ events: ["UPDATED", "CLOSED"] }] },
    }),
  }),
  githubToEcs({ source: connectionSettings({ trigger: "push" }) }),
  githubToEcs({ source: connectionSettings({ trigger: "none" }) }),
  githubToEcs({ source: { ...source, token: { terraformVariable: "github_token" } } }),
  ecrPushToEcs({
    source: {
      revision: "tag",
      trigger: { eventPattern: "cloudtrail-put-image", role: { policyType: "inline" } },
    },
  }),
  ecrPushToEcs({ source: { trigger: "none" }, imageRepository: { existingRepository: "shop" } }),
  completeShared,
  githubConnection(),
];

/** A project whose state is in local files, which the complete ones are not. */
export const localProject: ProjectSettings = { region: "ap-northeast-1", backend: { type: "local" } };
