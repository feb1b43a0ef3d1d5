import { dirname, join } from "node:path";
import { afterEach, beforeEach, it, vi } from "vitest";
import { LocalAccount } from "../../local/aws/local-account";
import { openWorkspace } from "../../local/bench";
import type { Workspace } from "../../local/terraform/workspace";
import { deployAccountsOf } from "../../stacks/release/deploy-account";
import { type StackSettings, systemOf } from "../../systems";
import { grantsOf } from "../../tools/try/permissions";
import { githubToEcs } from "../support/minimal-entries";
import { Deployment, onTheBench } from "../support/on-the-bench";
import { shippedEcrPushToEcs, shippedGithubToEcs } from "../support/shipped";
import { synthesize } from "../support/synthesize";
import { unusedPermissions } from "../support/unused-permissions";

const otherId = "100000000043";
const service = { serviceName: "shop", containerName: "web" };

const { service: _, ...withoutService } = githubToEcs({
  stack: "whole",
  name: "whole",
  kmsKey: "create",
  source: {
    type: "connection",
    owner: "example-organization",
    repository: "shop",
    branch: "main",
    connection: { create: "whole" },
  },
  artifactStore: { existingBucket: "whole-artifacts" },
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

const entries: readonly {
  readonly name: string;
  readonly accountId: string;
  readonly entry: StackSettings;
}[] = [
  { name: "github-to-ecs as it is shipped", accountId: "100000000040", entry: shippedGithubToEcs },
  { name: "ecr-push-to-ecs as it is shipped", accountId: "100000000041", entry: shippedEcrPushToEcs },
  { name: "a release path with all that one can have", accountId: "100000000042", entry: wholePath },
];

/** What the stories of a stack used of what its roles may do, and what they were denied. */
async function played(accountId: string, entry: StackSettings) {
  const deployment = await Deployment.open(accountId, entry);
  const { bench, account, workspace } = deployment;
  const others: Workspace[] = [];
  try {
    const story = await systemOf(entry).story();
    for (const { stack, accountId: id } of deployAccountsOf(entry)) {
      const folder = join(dirname(synthesize(entry)), stack);
      others.push(await openWorkspace(bench, new LocalAccount(bench.awsEndpoint, id), folder));
    }
    for (const one of [...others, workspace]) {
      await one.init();
      await one.apply();
    }
    await story.play(entry, { account, githubUrl: bench.githubUrl });
    const roles = await grantsOf([workspace, ...others], account);
    const uses = await Promise.all(
      [accountId, otherId].map((id) => new LocalAccount(bench.awsEndpoint, id).permissionUses()),
    );
    return { roles, denied: uses.flat().filter(({ allowed }) => !allowed) };
  } finally {
    for (const one of [workspace, ...others]) await one.close();
  }
}

onTheBench("what a story's roles may do", () => {
  beforeEach(() => void vi.spyOn(console, "log").mockImplementation(() => {}));
  afterEach(() => void vi.restoreAllMocks());

  it.concurrent.for(entries)(
    "is enough, and is used but for what a reviewed list names: $name",
    async ({ accountId, entry }, { expect }) => {
      const { roles, denied } = await played(accountId, entry);
      // The one that the story takes away.
      expect([...new Set(denied.map(({ action }) => action))]).toEqual(["ecs:UpdateService"]);
      const unused = roles.flatMap(({ roleName, grants }) =>
        grants.filter(({ used }) => !used).map(({ action, resource }) => ({ roleName, action, resource })),
      );
      const notListed = unused.filter(
        ({ roleName, action }) =>
          !unusedPermissions.some((listed) => listed.action === action && listed.roles.test(roleName)),
      );
      expect(notListed).toEqual([]);
    },
  );
});
