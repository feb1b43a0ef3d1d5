import { it } from "vitest";
import type { StackSettings } from "../../systems";
import { Deployment, onTheBench } from "../support/on-the-bench";
import { shippedEcrPushToEcs, shippedGithubToEcs } from "../support/shipped";

const github = shippedGithubToEcs;
const ecr = shippedEcrPushToEcs;

interface Case {
  readonly what: string;
  readonly accountId: string;
  readonly entry: StackSettings;
}

// What the shipped entries leave at its default, in as few deployments as can hold it.
const cases: readonly Case[] = [
  {
    what: "a connection with filters, pipeline variables, managed policies and immutable tags",
    accountId: "100000000010",
    entry: {
      ...github,
      name: "by-connection",
      logicalId: "web",
      artifactStore: {
        bucket: "by-connection-pipeline-artifact",
        lifecycleRuleId: "expire",
        expirationDays: 30,
      },
      source: {
        type: "connection",
        owner: github.source.owner,
        repository: "by-connection",
        branch: "main",
        connection: { create: "by-connection" },
        trigger: {
          push: [
            { branches: { includes: ["main", "release/**"] }, filePaths: { excludes: ["docs/**"] } },
            { tags: { includes: ["v*"] } },
          ],
          pullRequest: [{ events: ["OPEN", "UPDATED"], branches: { includes: ["main"] } }],
        },
      },
      imageRepository: {
        tagMutability: "IMMUTABLE",
        lifecycleRules: [
          { tagStatus: "any", keepLast: 500 },
          { tagPrefixList: ["release", "hotfix"], keepLast: 30 },
          { tagStatus: "untagged", expireAfterDays: 7 },
        ],
      },
      build: {
        image: "aws/codebuild/standard:2.0",
        buildspec: "ci/buildspec.yml",
        buildTimeout: 30,
        environmentVariables: { STAGE: "production" },
        role: { policyType: "managed", description: "Builds the image" },
      },
      pipeline: {
        executionMode: "QUEUED",
        variables: [
          { name: "environment", defaultValue: "production", description: "Where to" },
          { name: "release" },
        ],
        role: { policyType: "managed", roleName: "by-connection-pipeline" },
      },
    },
  },
  {
    what: "a V1 pipeline on the CloudTrail event",
    accountId: "100000000011",
    entry: {
      ...ecr,
      name: "first-type",
      artifactStore: { bucket: "first-type-pipeline-artifact" },
      source: {
        imageTag: "stable",
        trigger: { eventPattern: "cloudtrail-put-image", ruleName: "pushed", role: { roleName: "execute" } },
      },
      pipeline: { pipelineType: "V1" },
    },
  },
  {
    what: "a GitHub source that polls, with the token in a Terraform variable",
    accountId: "100000000012",
    entry: {
      ...github,
      name: "polling",
      artifactStore: { bucket: "polling-pipeline-artifact" },
      source: {
        type: "github-v1",
        owner: github.source.owner,
        repository: "polling",
        branch: "main",
        token: { terraformVariable: "github_token" },
        trigger: "none",
        pollForSourceChanges: true,
      },
    },
  },
  {
    what: "one key for everything, versions of artifacts, secrets as variables and a policy that exists",
    accountId: "100000000013",
    entry: {
      ...ecr,
      name: "encrypted",
      kmsKey: "create",
      artifactStore: { bucket: "encrypted-pipeline-artifact", versioning: true },
      build: {
        environmentVariables: { COLOUR: { parameterStore: "/encrypted/colour" } },
        role: { managedPolicyArns: ["arn:aws:iam::aws:policy/CloudWatchReadOnlyAccess"] },
      },
    },
  },
];

onTheBench("a stack with other settings than the shipped ones", () => {
  it.concurrent.for(cases)("applies, plans no changes and goes: $what", async (given, { expect }) => {
    await Deployment.during(given.accountId, given.entry, async (deployment) => {
      await deployment.workspace.apply();
      expect(await deployment.changes()).toBe("");
      await deployment.destroy();
      expect(await deployment.leftOver()).toEqual([]);
    });
  });
});
