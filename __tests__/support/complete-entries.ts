import type { RoleOptions } from "../../modules/iam/role";
import type { Statement } from "../../modules/iam/statement";
import { pipelineEvents } from "../../modules/notifications/pipeline-events";
import type { CloudfrontContinuousDeploymentSettings } from "../../settings/schema/cloudfront-continuous-deployment";
import type { CommitStatusSystemSettings } from "../../settings/schema/commit-status";
import type { EcrPushBlueGreenSettings } from "../../settings/schema/ecr-push-blue-green";
import type { EcrPushToEcsSettings } from "../../settings/schema/ecr-push-to-ecs";
import type { GithubActionsToEcsSettings } from "../../settings/schema/github-actions-to-ecs";
import type { GithubConnectionSettings } from "../../settings/schema/github-connection";
import type { GithubToEcsSettings } from "../../settings/schema/github-to-ecs";
import type { ProjectSettings } from "../../settings/schema/project";
import type { StageConditionSettings } from "../../settings/schema/stage-conditions";
import {
  cloudfrontContinuousDeployment,
  commitStatus,
  connectionArn,
  connectionSettings,
  ecrPushBlueGreen,
  ecrPushToEcs,
  githubActionsToEcs,
  githubConnection,
  githubRepository,
  githubToEcs,
  githubV1Settings,
  taskDefinitionFile,
} from "./minimal-entries";
import { releasedFile } from "./task-definitions/released";

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

const assumeRole = () => ({
  roleArn: "arn:aws:iam::123456789012:role/terraform",
  externalId: "shop",
  sessionName: "pipelines",
});

const buildOptions = () => ({
  projectName: "shop-build",
  buildspec: "buildspec.yml",
  image: "aws/codebuild/standard:7.0",
  computeType: "BUILD_GENERAL1_SMALL" as const,
  environmentType: "LINUX_CONTAINER" as const,
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
});

const parts = {
  region: "us-east-1",
  allowedAccountIds: ["123456789012"],
  assumeRole: assumeRole(),
  defaultTags: { Application: "shop" },
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
  build: buildOptions(),
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

/** Every key of what sets the statuses of commits, but for the token. */
const statusOptions = () => ({
  levels: ["pipeline" as const, "stage" as const, "action" as const],
  context: "release/<pipeline>",
  supersededState: "success" as const,
  githubUrl: "https://github.example.com",
  ruleNamePrefix: "shop-tells",
  functionName: "shop-tells",
  runtime: "nodejs24.x" as const,
  memorySize: 512,
  logRetentionDays: 90,
  reservedConcurrentExecutions: 5,
  role: { ...role(), roleName: "teller", policyName: "teller" },
  logicalId: "statuses",
});

export const completeGithubV1: GithubToEcsSettings = githubToEcs({
  ...parts,
  commitStatus: {
    ...statusOptions(),
    token: {
      ssmParameter: "/github/statuses",
      kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/six",
    },
  },
  notifications: {
    emails: ["ops@example.com", "dev@example.com"],
    topicName: "shop-news",
    events: [...pipelineEvents],
    detailType: "BASIC",
    ruleName: "shop tells",
    logicalId: "told",
  },
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
  notifications: {
    chatConfigurationArn: "arn:aws:chatbot::123456789012:chat-configuration/slack-channel/shop",
    events: ["pipeline-execution-failed"],
    detailType: "FULL",
    ruleName: "shop-chat",
    logicalId: "chat",
  },
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
  notifications: {
    topicArn: "arn:aws:sns:us-east-1:123456789012:releases",
    events: ["manual-approval-needed"],
    detailType: "FULL",
    ruleName: "shop-releases",
    logicalId: "topic",
  },
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

/** Every key of a service that is made. */
const fargateService = () => ({
  vpcId: "vpc-0123456789abcdef0",
  subnets: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
  securityGroupIds: ["sg-0123456789abcdef0"],
  assignPublicIp: true,
  existingCluster: false,
  containerInsights: "enabled" as const,
  desiredCount: 2,
  platformVersion: "LATEST",
  capacityProviderStrategy: [
    { capacityProvider: "FARGATE" as const, weight: 1, base: 1 },
    { capacityProvider: "FARGATE_SPOT" as const, weight: 3 },
  ],
  healthCheckGracePeriodSeconds: 60,
  enableExecuteCommand: true,
  deploymentCircuitBreaker: true,
  autoscaling: {
    minCapacity: 1,
    maxCapacity: 4,
    targetCpuUtilization: 60,
    targetMemoryUtilization: 70,
    scaleInCooldownSeconds: 300,
    scaleOutCooldownSeconds: 60,
  },
  taskRole: { ...role(), roleName: "task", policyName: "task" },
  existingTaskRole: "task",
  executionRole: { ...role(), roleName: "execution", policyName: "execution" },
  existingExecutionRole: "execution",
  singleRole: false,
  logRetentionDays: 30,
  existingLogGroups: false,
  secretsKmsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/five",
  existingLoadBalancer: false,
  logicalId: "service",
  loadBalancer: {
    internal: true,
    subnets: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
    certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/one",
    sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
    redirectHttp: true,
    productionCidrBlocks: ["0.0.0.0/0"],
    testCidrBlocks: ["10.0.0.0/8"],
    healthCheck: {
      path: "/health",
      matcher: "200-299",
      intervalSeconds: 30,
      timeoutSeconds: 5,
      healthyThresholdCount: 3,
      unhealthyThresholdCount: 2,
    },
    deregistrationDelaySeconds: 30,
    idleTimeoutSeconds: 60,
    deletionProtection: true,
    accessLogBucket: "shop-logs",
    logicalId: "balancer",
  },
});

const conditions = (): StageConditionSettings => ({
  beforeEntry: {
    result: "FAIL",
    rules: [
      { type: "alarm", alarmName: "errors", alarmStates: ["ALARM"], waitTime: 5, ruleName: "Quiet" },
      { type: "deployment-window", cron: "* * 9-16 ? * MON-FRI", timeZone: "Asia/Tokyo", ruleName: "Open" },
      { type: "lambda", functionName: "judge", userParameters: "strict", ruleName: "Judged" },
    ],
  },
  onSuccess: { result: "FAIL", rules: [{ type: "alarm", alarmName: "errors" }] },
  onFailure: { result: "RETRY", retryMode: "FAILED_ACTIONS" },
});

const deploy = () => ({
  type: "deploy" as const,
  actionName: "Deploy",
  runOrder: 2,
  region: "eu-west-1",
  account: {
    id: "210987654321",
    stack: "shop-production",
    assumeRole: { ...assumeRole(), roleArn: "arn:aws:iam::210987654321:role/terraform" },
    roleName: "shop-deploy",
    permissionsBoundary: "arn:aws:iam::210987654321:policy/boundary",
  },
  service: {
    clusterName: "production",
    serviceName: "shop",
    containerName: "web",
    taskRoles: ["task"],
    deploymentTimeout: 30,
  },
});

const test = (projectName: string) => ({
  type: "test" as const,
  actionName: "Smoke",
  runOrder: 1,
  ...buildOptions(),
  projectName,
  buildspec: "version: 0.2\nphases: {}\n",
  role: { ...role(), roleName: projectName, policyName: projectName },
  logicalId: projectName,
  roleLogicalId: projectName,
});

const approve = () => ({
  type: "approve" as const,
  actionName: "Approve",
  runOrder: 1,
  timeoutInMinutes: 1440,
  notificationArn: "arn:aws:sns:us-east-1:123456789012:releases",
  externalEntityLink: "https://example.com/staging",
  customData: "look at staging first",
});

const { artifactStore } = parts;

export const completeReleasePath: EcrPushToEcsSettings = {
  system: "ecr-push-to-ecs",
  stack: "path",
  region: "us-east-1",
  allowedAccountIds: ["123456789012"],
  artifactStore: { bucket: "path-artifacts" },
  formerRegions: ["eu-central-1"],
  crossRegionArtifactStores: {
    "eu-west-1": {
      ...artifactStore,
      bucket: "path-eu",
      kmsKeyArn: "arn:aws:kms:eu-west-1:123456789012:key/one",
    },
  },
  stages: [
    { stageName: "Staging", ...conditions(), ...deploy() },
    {
      type: "deploy",
      stageName: "Made",
      service: {
        clusterName: "made",
        serviceName: "made",
        containerName: "proxy",
        create: {
          ...fargateService(),
          taskDefinitionFile,
          traffic: {
            containerPort: 80,
            loadBalancerName: "made",
            productionPort: 443,
            targetGroups: ["made"],
          },
        },
      },
    },
    { stageName: "Smoke", ...conditions(), ...test("smoke") },
    { stageName: "Approve", ...conditions(), ...approve() },
    {
      type: "stage",
      stageName: "Production",
      ...conditions(),
      actions: [approve(), test("load"), deploy()],
    },
  ],
};

const { service: _, imageRepository: __, artifactStore: ___, ...shared } = parts;
const { kmsKey: ____, build: _____, pipeline: ______, ...common } = shared;

const migration = (projectName: string) => {
  const { buildspec: _, buildTimeout: __, privilegedMode: ___, ...build } = buildOptions();
  return {
    ...build,
    projectName,
    role: { ...role(), roleName: projectName, policyName: projectName },
    logicalId: projectName,
    roleLogicalId: projectName,
    command: ["bin/migrate"],
    migrationContainer: "app",
    runIn: "task" as const,
    timeoutInMinutes: 15,
  };
};

const blueGreenImages = () => [
  {
    containerName: "app",
    otherContainerNames: ["worker"],
    imageRepository: { ...parts.imageRepository },
    imageTag: "stable",
    revision: "digest" as const,
    trigger: {
      ruleName: "shop-pushed",
      targetId: "shop",
      description: "starts it",
      eventPattern: "ecr-image-action" as const,
      role: role(),
      logicalId: "rule",
      roleLogicalId: "starter",
    },
  },
];

const loadBalancer = () => ({
  loadBalancerName: "shop",
  productionPort: 443,
  testPort: 8443,
  targetGroups: ["shop-blue", "shop-green"],
});

/** A blue/green release into a service that is made. */
export const completeBlueGreen: EcrPushBlueGreenSettings = ecrPushBlueGreen({
  ...shared,
  artifactStore: { bucket: "release-artifacts" },
  images: blueGreenImages(),
  definitions: {
    bucket: "release-definitions",
    objectKey: "shop/definitions.zip",
    taskDefinitionFile,
    imagePlaceholders: true,
    kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/four",
    accessLogBucket: "shop-logs",
    forceDestroy: false,
    logicalId: "definitions",
    trigger: {
      ruleName: "shop-uploaded",
      targetId: "shop",
      description: "starts it too",
      role: { ...role(), roleName: "uploader", policyName: "uploader" },
      logicalId: "uploaded",
      roleLogicalId: "uploader",
    },
  },
  service: {
    clusterName: "cluster",
    serviceName: "service",
    containerName: "proxy",
    containerPort: 80,
    taskRoles: ["task"],
    platformVersion: "1.4.0",
    loadBalancer: loadBalancer(),
    create: fargateService(),
  },
  deployment: {
    applicationName: "shop",
    deploymentGroupName: "shop",
    traffic: { type: "canary", percentage: 10, intervalInMinutes: 5 },
    actionOnTimeout: "STOP_DEPLOYMENT",
    waitTimeInMinutes: 60,
    terminationWaitTimeInMinutes: 30,
    rollbackOn: ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_STOP_ON_REQUEST"],
    alarms: ["errors"],
    ignorePollAlarmFailure: false,
    hooks: {
      BeforeInstall: "before-install",
      AfterInstall: "after-install",
      AfterAllowTestTraffic: "after-allow-test-traffic",
      BeforeAllowTraffic: "before-allow-traffic",
      AfterAllowTraffic: "after-allow-traffic",
    },
    role: { ...role(), roleName: "shifter", policyName: "shifter" },
    logicalId: "deployment",
    roleLogicalId: "shifter",
  },
  migration: migration("migrate"),
  notifications: {
    topicArn: "arn:aws:sns:us-east-1:123456789012:releases",
    events: ["manual-approval-needed"],
    detailType: "FULL",
    ruleName: "shop-releases",
    logicalId: "topic",
  },
});

/** A blue/green release with every kind of stage, from a bucket that exists. */
export const completeBlueGreenPath: EcrPushBlueGreenSettings = ecrPushBlueGreen({
  region: "us-east-1",
  definitions: {
    existingBucket: "shared-definitions",
    kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/four",
  },
  stages: [
    {
      type: "migrate",
      stageName: "Migrate",
      ...conditions(),
      actionName: "Schema",
      runOrder: 1,
      ...migration("schema"),
    },
    { stageName: "Smoke", ...conditions(), ...test("smoke") },
    { stageName: "Approve", ...conditions(), ...approve() },
    { type: "blue-green", stageName: "Deploy", ...conditions(), actionName: "Shift", runOrder: 1 },
    {
      type: "stage",
      stageName: "Several",
      ...conditions(),
      actions: [
        approve(),
        test("load"),
        { type: "migrate", actionName: "Data", runOrder: 2, ...migration("data") },
        { type: "blue-green", actionName: "Again", runOrder: 3 },
      ],
    },
  ],
});

/** Statuses of pipelines by a GitHub App. */
export const completeCommitStatus: CommitStatusSystemSettings = commitStatus({
  ...statusOptions(),
  ...common,
  pipelines: ["arn:aws:codepipeline:us-east-1:123456789012:shop", "web-*"],
  token: {
    githubAppId: "1234567",
    installationId: "7654321",
    privateKey: {
      secretsManagerSecret: "github/app",
      jsonKey: "key",
      kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/seven",
    },
  },
  sourceArtifacts: { shop: "Source" },
  kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/three",
});

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

const releaseBuild = (projectName: string) => {
  const { buildspec: _, privilegedMode: __, ...build } = buildOptions();
  return {
    ...build,
    projectName,
    buildTimeout: 120,
    role: { ...role(), roleName: projectName, policyName: projectName },
    logicalId: projectName,
    roleLogicalId: projectName,
  };
};

const siteBucket = (bucket: string) => ({
  bucket,
  accessLogBucket: "shop-logs",
  forceDestroy: false,
  logicalId: bucket,
});

/** A site whose staging distributions scripts make, and a team sees. */
export const completeCloudfront: CloudfrontContinuousDeploymentSettings = cloudfrontContinuousDeployment({
  ...common,
  kmsKey: "create",
  source: githubV1Settings(),
  artifactStore: { bucket: "site-artifacts" },
  site: siteBucket("releases"),
  accessLogs: { ...siteBucket("logs"), expirationDays: 30 },
  distribution: {
    comment: "the shop",
    defaultRootObject: "shop.html",
    priceClass: "PriceClass_100",
    httpVersion: "http2",
    ipv6: true,
    cachePolicy: "CachingOptimized",
    responseHeadersPolicy: "SecurityHeadersPolicy",
    customErrorResponses: [
      { errorCode: 403, responseCode: 404, responsePagePath: "/404.html", errorCachingMinTtl: 60 },
    ],
    webAclArn: "arn:aws:wafv2:us-east-1:123456789012:global/webacl/shop/00000000-0000-0000-0000-000000000000",
    domain: {
      names: ["www.example.com"],
      certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/one",
      minimumProtocolVersion: "TLSv1.2_2021",
    },
    originAccessControlName: "shop",
    waitForDeployment: true,
    logicalId: "distribution",
  },
  build: buildOptions(),
  outputDirectory: "public",
  mode: "scripts",
  traffic: { type: "header", header: "aws-cf-cd-shop", value: "staging" },
  reviewWaitMinutes: 30,
  approval: {
    timeoutInMinutes: 1440,
    notificationArn: "arn:aws:sns:us-east-1:123456789012:releases",
    externalEntityLink: "https://example.com/staging",
    customData: "look at it first",
  },
  invalidationPaths: ["/index.html", "/shop/*"],
  builds: {
    staging: releaseBuild("stage"),
    promote: releaseBuild("publish"),
    cleanup: releaseBuild("sweep"),
  },
  stagingDistributionCleanupEnabled: true,
  rejectedCleanup: {
    ...releaseBuild("reject"),
    notificationArn: "arn:aws:sns:us-east-1:123456789012:releases",
    ruleName: "shop-rejected",
    targetId: "shop",
    ruleRole: { ...role(), roleName: "rejecter", policyName: "rejecter" },
  },
  pipeline: { ...parts.pipeline, executionMode: "QUEUED" },
  commitStatus: {
    ...statusOptions(),
    token: { ssmParameter: "/github/statuses" },
  },
  notifications: {
    topicArn: "arn:aws:sns:us-east-1:123456789012:releases",
    events: ["manual-approval-needed"],
    detailType: "FULL",
    ruleName: "shop-releases",
    logicalId: "topic",
  },
});

/** A site whose staging distribution Terraform keeps, and some of all viewers see. */
export const completeKeptCloudfront: CloudfrontContinuousDeploymentSettings = cloudfrontContinuousDeployment({
  accessLogs: "none",
  mode: "terraform",
  attachPolicyTo: "E1EXAMPLE2PRODUCTION",
  traffic: { type: "weight", weight: 0.15, sessionStickiness: { idleTtl: 300, maximumTtl: 600 } },
});

export const completeProjects: readonly ProjectSettings[] = [
  {
    region: "ap-northeast-1",
    defaultTags: { Team: "shop" },
    allowedAccountIds: ["123456789012"],
    assumeRole: assumeRole(),
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
