import type { ProjectSettings } from "../../settings/schema/project";
import type { StackSettings } from "../../systems";

// What another team may write into `settings/`: nothing in it is as in the example that is shipped.

export const otherProject: ProjectSettings = {
  region: "eu-west-1",
  defaultTags: { Team: "shop", CostCentre: "4711" },
  allowedAccountIds: ["210987654321", "210987654322"],
  backend: { type: "s3", bucket: "shop-terraform-state", keyPrefix: "shop" },
};

export const otherStacks: readonly StackSettings[] = [
  {
    system: "ecr-push-to-ecs",
    stack: "checkout",
    logicalId: "checkout",
    imageRepository: { existingRepository: "shop/checkout" },
    source: { imageTag: "stable" },
    artifactStore: { bucket: "shop-checkout-artifacts" },
    service: { clusterName: "shop", serviceName: "checkout", containerName: "checkout" },
  },
  {
    system: "ecr-push-to-ecs",
    stack: "search",
    name: "shop-search",
    region: "us-east-1",
    artifactStore: { bucket: "shop-search-artifacts" },
    service: { clusterName: "shop", serviceName: "search", containerName: "search" },
    pipeline: { executionMode: "QUEUED" },
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
    service: { clusterName: "shop", serviceName: "account", containerName: "account" },
  },
];
