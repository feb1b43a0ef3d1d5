import type { DeployAccountSettings } from "../../settings/schema/deploy-account";
import type { ProjectSettings } from "../../settings/schema/project";
import type { StackSettings } from "../../systems";

// What another team may write into `settings/`: nothing in it is as in the example that is shipped.

export const otherProject: ProjectSettings = {
  region: "eu-west-1",
  defaultTags: { Team: "shop", CostCentre: "4711" },
  allowedAccountIds: ["210987654321", "210987654324"],
  assumeRole: { roleArn: "arn:aws:iam::210987654321:role/terraform", sessionName: "pipelines" },
  backend: { type: "s3", bucket: "shop-terraform-state", keyPrefix: "shop" },
};

const production: DeployAccountSettings = {
  id: "210987654322",
  assumeRole: { roleArn: "arn:aws:iam::210987654322:role/terraform", externalId: "shop" },
};

const checkout = { clusterName: "shop", serviceName: "checkout", containerName: "checkout" };

export const otherStacks: readonly StackSettings[] = [
  {
    system: "ecr-push-to-ecs",
    stack: "checkout",
    logicalId: "checkout",
    imageRepository: { existingRepository: "shop/checkout" },
    source: { imageTag: "stable" },
    artifactStore: { bucket: "shop-checkout-artifacts" },
    defaultTags: { Application: "checkout" },
    stages: [
      {
        type: "deploy",
        stageName: "Staging",
        service: { clusterName: "staging", serviceName: "checkout", containerName: "checkout" },
        onFailure: { result: "ROLLBACK" },
      },
      { type: "test", stageName: "Smoke", buildspec: "version: 0.2\nphases: {}\n", buildTimeout: 10 },
      { type: "approve", stageName: "Release", customData: "Is it Friday?", timeoutInMinutes: 1440 },
      {
        type: "stage",
        stageName: "Production",
        beforeEntry: {
          rules: [
            { type: "alarm", alarmName: "checkout fails", waitTime: 5 },
            { type: "deployment-window", cron: "* * 9-15 ? * MON-THU", timeZone: "Europe/Dublin" },
          ],
        },
        onSuccess: { result: "ROLLBACK", rules: [{ type: "lambda", functionName: "judge" }] },
        actions: [
          { type: "deploy", actionName: "Ireland", service: checkout, account: production },
          {
            type: "deploy",
            actionName: "Virginia",
            runOrder: 2,
            region: "us-east-1",
            service: { ...checkout, taskRoles: ["checkout-task"] },
            account: production,
          },
        ],
      },
    ],
    notifications: { emails: ["checkout@example.com"], detailType: "BASIC" },
  },
  {
    system: "ecr-push-to-ecs",
    stack: "search",
    name: "shop-search",
    region: "us-east-1",
    artifactStore: { bucket: "shop-search-artifacts" },
    service: { clusterName: "shop", serviceName: "search", containerName: "search" },
    pipeline: { executionMode: "QUEUED" },
    notifications: {
      topicArn: "arn:aws:sns:us-east-1:210987654321:search",
      events: ["pipeline-execution-failed"],
    },
  },
  {
    system: "github-to-ecs",
    stack: "basket",
    name: "shop-basket",
    logicalId: "basket",
    source: {
      type: "connection",
      owner: "shop",
      repository: "basket",
      branch: "trunk",
      connection: { create: "shop" },
      trigger: {
        push: [
          {
            branches: { includes: ["trunk"] },
            filePaths: { includes: ["basket/**"], excludes: ["**/*.md"] },
          },
          { tags: { includes: ["v*"] } },
        ],
        pullRequest: [{ events: ["OPEN", "UPDATED"], branches: { includes: ["trunk"] } }],
      },
    },
    imageRepository: { tagMutability: "IMMUTABLE", logicalId: "images" },
    artifactStore: { bucket: "shop-basket-artifacts" },
    service: { clusterName: "shop", serviceName: "basket", containerName: "basket" },
    commitStatus: {
      levels: ["pipeline", "stage"],
      context: "basket",
      supersededState: "success",
      token: { githubAppId: "1234567", privateKey: { secretsManagerSecret: "github/app", jsonKey: "key" } },
    },
  },
  {
    system: "ecr-push-blue-green",
    stack: "till",
    name: "shop-till",
    images: [
      { containerName: "app", imageRepository: { existingRepository: "shop/app" }, imageTag: "staging" },
      { containerName: "proxy", imageTag: "staging", trigger: {} },
    ],
    artifactStore: { existingBucket: "shop-checkout-artifacts" },
    definitions: {
      bucket: "shop-till-definitions",
      taskDefinitionFile: "__tests__/support/task-definitions/described-fargate.json",
      trigger: {},
    },
    service: {
      clusterName: "shop",
      serviceName: "till",
      containerName: "proxy",
      containerPort: 80,
      loadBalancer: {
        loadBalancerName: "shop",
        productionPort: 443,
        testPort: 8443,
        targetGroups: ["till-blue", "till-green"],
      },
    },
    deployment: {
      traffic: { type: "linear", percentage: 20, intervalInMinutes: 3 },
      actionOnTimeout: "STOP_DEPLOYMENT",
      waitTimeInMinutes: 30,
    },
    stages: [
      { type: "migrate", stageName: "Schema", command: ["bin/migrate"], migrationContainer: "app" },
      { type: "approve", stageName: "Approve" },
      { type: "blue-green", stageName: "Production" },
    ],
    pipeline: { executionMode: "QUEUED" },
  },
  {
    system: "commit-status",
    stack: "statuses",
    pipelines: ["arn:aws:codepipeline:eu-west-1:210987654321:account", "legacy-*"],
    token: { secretsManagerSecret: "github/token" },
    context: "releases/<pipeline>",
    sourceArtifacts: { "legacy-shop": "Code" },
    reservedConcurrentExecutions: 2,
  },
  {
    system: "github-actions-to-ecs",
    stack: "wishes",
    name: "shop-wishes",
    github: {
      owner: "shop",
      repository: "wishes",
      branch: "trunk",
      environment: "production",
      ownerId: 1234567,
      repositoryId: 7654321,
    },
    identity: { type: "oidc", oidcProvider: "existing" },
    imageRepository: { tagMutability: "IMMUTABLE" },
    kmsKey: "create",
    service: { clusterName: "shop", serviceName: "wishes", containerName: "app" },
    taskDefinition: {
      bucket: "shop-wishes-base",
      taskDefinitionFile: "__tests__/support/task-definitions/released.json",
    },
    workflow: { placedBy: "terraform", platform: "linux/arm64", timeoutInMinutes: 90, waitInMinutes: 45 },
  },
  {
    system: "cloudfront-continuous-deployment",
    stack: "catalogue",
    name: "shop-catalogue",
    source: {
      type: "connection",
      owner: "shop",
      repository: "catalogue",
      branch: "trunk",
      connection: { name: "shop by the team" },
    },
    artifactStore: { existingBucket: "shop-checkout-artifacts" },
    site: { bucket: "shop-catalogue-releases" },
    accessLogs: "none",
    distribution: {
      priceClass: "PriceClass_100",
      responseHeadersPolicy: "SecurityHeadersPolicy",
      customErrorResponses: [{ errorCode: 403, responseCode: 404, responsePagePath: "/404.html" }],
      domain: {
        names: ["catalogue.example.com"],
        certificateArn: "arn:aws:acm:us-east-1:210987654321:certificate/00000000-0000-0000-0000-000000000000",
      },
    },
    outputDirectory: "build",
    traffic: {
      type: "weight",
      weight: 0.05,
      sessionStickiness: { idleTtl: 300, maximumTtl: 1800 },
    },
    invalidationPaths: ["/index.html", "/assets/*"],
    approval: { timeoutInMinutes: 2880 },
    rejectedCleanup: {
      notificationArn: "arn:aws:sns:eu-west-1:210987654321:catalogue",
      logRetentionDays: 365,
    },
  },
  { system: "github-connection", stack: "github", connectionName: "shop by the team" },
  {
    system: "github-to-ecs",
    stack: "account",
    source: {
      type: "connection",
      owner: "shop",
      repository: "account",
      branch: "trunk",
      connection: { name: "shop by the team" },
    },
    imageRepository: { existingRepository: "shop/account" },
    artifactStore: { existingBucket: "shop-checkout-artifacts" },
    stages: [
      { type: "approve", stageName: "Approve" },
      {
        type: "deploy",
        stageName: "Production",
        service: { clusterName: "shop", serviceName: "account", containerName: "account", taskRoles: [] },
        account: { id: "210987654323", stack: "account-production", roleName: "account-deploys" },
      },
    ],
    pipeline: { pipelineType: "V1" },
    notifications: {
      chatConfigurationArn: "arn:aws:chatbot::210987654321:chat-configuration/slack-channel/shop",
    },
  },
];
