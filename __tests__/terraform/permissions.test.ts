import type { StackSettings } from "../../systems";
import { githubToEcs } from "../support/minimal-entries";
import { type PlayedEntry, permissionsOfStories } from "../support/permissions-of-stories";
import { shippedEcrPushToEcs, shippedGithubToEcs } from "../support/shipped";
import { unusedPermissions } from "../support/unused-permissions";

const otherId = "100000000043";
const service = { serviceName: "shop", containerName: "web" };

const { service: _, ...withoutService } = githubToEcs({
  stack: "whole",
  name: "whole",
  allowedAccountIds: ["100000000042"],
  kmsKey: "create",
  source: {
    type: "connection",
    owner: "example-organization",
    repository: "shop",
    branch: "main",
    connection: { create: "whole" },
  },
  artifactStore: { bucket: "whole-artifacts", versioning: true },
  crossRegionArtifactStores: { "us-east-1": { existingBucket: "whole-artifacts-us" } },
  build: {
    environmentVariables: {
      FLAVOUR: { parameterStore: "/whole/flavour" },
      TOKEN: { secretsManager: "whole" },
    },
  },
});

// Every kind of stage, another account and Region, a key, and a source by connection.
const wholePath: StackSettings = {
  ...withoutService,
  stages: [
    { type: "deploy", stageName: "Staging", service: { ...service, clusterName: "staging" } },
    { type: "test", stageName: "Smoke", buildspec: "smoke.yml" },
    {
      type: "approve",
      stageName: "Approve",
      notificationArn: "arn:aws:sns:ap-northeast-1:100000000042:approvals",
    },
    {
      type: "deploy",
      stageName: "Production",
      region: "us-east-1",
      account: { id: otherId },
      service: { ...service, clusterName: "production" },
      beforeEntry: {
        rules: [
          { type: "alarm", alarmName: "errors" },
          { type: "lambda", functionName: "judge" },
        ],
      },
    },
  ],
};

// A bucket's name is unique in the whole world, and a repository's at GitHub: other tests have the shipped ones.
const entries: readonly PlayedEntry[] = [
  {
    name: "github-to-ecs as it is shipped",
    accountId: "100000000040",
    entry: {
      ...shippedGithubToEcs,
      source: { ...shippedGithubToEcs.source, repository: "permissions" },
      artifactStore: { bucket: "permissions-artifact" },
    },
  },
  {
    name: "ecr-push-to-ecs as it is shipped",
    accountId: "100000000041",
    entry: { ...shippedEcrPushToEcs, artifactStore: { bucket: "permissions-image-artifact" } },
  },
  { name: "a release path with all that one can have", accountId: "100000000042", entry: wholePath, otherId },
];

permissionsOfStories("what the stories of the systems use of what their roles may do", entries, {
  takenAway: ["ecs:UpdateService"],
  unused: unusedPermissions,
});
