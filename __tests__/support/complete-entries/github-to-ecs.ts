import { pipelineEvents } from "../../../modules/notifications/pipeline-events";
import type { GithubToEcsSettings } from "../../../settings/schema/github-to-ecs";
import { connectionArn, connectionSettings, githubRepository, githubToEcs } from "../minimal-entries";
import { parts, statusOptions } from "./parts";

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
