import type { RoleOptions } from "../../../modules/iam/role";
import type { Statement } from "../../../modules/iam/statement";

// In these settings every key that there is stands somewhere, so that a test can break each of them in turn.

// New ones each time: breaking a key must break one place.
const statement = (effect: "Allow" | "Deny"): Statement => ({
  sid: effect,
  effect,
  actions: ["s3:GetObject"],
  resources: ["*"],
  conditions: [{ test: "StringEquals", variable: "aws:PrincipalTag/team", values: ["shop"] }],
  principals: [{ type: "AWS", identifiers: ["*"] }],
});

/** Every key of a role. */
export const role = (): RoleOptions => ({
  roleName: "role",
  policyName: "policy",
  policyType: "managed",
  description: "what it is for",
  permissionsBoundary: "arn:aws:iam::123456789012:policy/boundary",
  managedPolicyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess"],
  additionalStatements: [statement("Allow"), statement("Deny")],
  statements: [statement("Allow"), statement("Deny")],
});

export const assumeRole = () => ({
  roleArn: "arn:aws:iam::123456789012:role/terraform",
  externalId: "shop",
  sessionName: "pipelines",
});

/** Every key of a build. */
export const buildOptions = () => ({
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

/** What entries with a pipeline of their own have in common. */
export const parts = {
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

/** Every key of notifications that go to a topic. */
export const topicNotifications = () => ({
  topicArn: "arn:aws:sns:us-east-1:123456789012:releases",
  events: ["manual-approval-needed" as const],
  detailType: "FULL" as const,
  ruleName: "shop-releases",
  logicalId: "topic",
});

/** Every key of what sets the statuses of commits, but for the token. */
export const statusOptions = () => ({
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

const { service: _, imageRepository: __, artifactStore: ___, ...withPipeline } = parts;
const { kmsKey: ____, build: _____, pipeline: ______, ...withoutPipeline } = withPipeline;

/** Those of an entry that has another service, repository and artifact store. */
export const shared = withPipeline;

/** Those that entries without a pipeline have too. */
export const common = withoutPipeline;
