import { it } from "vitest";
import type { PipelineSettings } from "../../settings/schema/pipelines";
import { Deployment, onTheBench } from "../support/on-the-bench";
import { shipped } from "../support/shipped";

const github = shipped("github-to-ecs");
const ecr = shipped("ecr-push-to-ecs");

interface Case {
  readonly what: string;
  readonly accountId: string;
  readonly entry: PipelineSettings;
}

// What the shipped entries leave at its default, in as few deployments as can hold it.
const cases: readonly Case[] = [
  {
    what: "a connection with filters, pipeline variables, managed policies and immutable tags",
    accountId: "100000000010",
    entry: {
      ...github,
      name: "by-connection",
      address: "web",
      artifacts: { bucket: "by-connection-pipeline-artifact", lifecycleRuleId: "expire", expirationDays: 30 },
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
      registry: {
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
      artifacts: { bucket: "first-type-pipeline-artifact" },
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
      artifacts: { bucket: "polling-pipeline-artifact" },
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
];

onTheBench("a stack with other settings than the shipped ones", () => {
  it.concurrent.for(cases)("applies, plans no changes and goes: $what", async (given, { expect }) => {
    await Deployment.during(given.accountId, given.entry, async (deployment) => {
      await deployment.workspace.apply();
      expect(await deployment.changes()).toBe("");
      await deployment.workspace.destroy();
      expect(await deployment.leftOver()).toEqual([]);
    });
  });
});
