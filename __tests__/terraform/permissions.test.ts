import { dirname, join } from "node:path";
import { beforeAll, expect, it, vi } from "vitest";
import { LocalAccount, type PermissionUse } from "../../local/aws/local-account";
import { openWorkspace } from "../../local/bench";
import type { Workspace } from "../../local/terraform/workspace";
import { deployAccountsOf } from "../../stacks/release/deploy-account";
import { type StackSettings, systemOf } from "../../systems";
import { grantsOf, type RoleGrants } from "../../tools/try/permissions";
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
const entries: readonly {
  readonly name: string;
  readonly accountId: string;
  readonly entry: StackSettings;
}[] = [
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
  { name: "a release path with all that one can have", accountId: "100000000042", entry: wholePath },
];

interface Played {
  readonly name: string;
  readonly roles: readonly RoleGrants[];
  readonly denied: readonly PermissionUse[];
}

/** What the story of an entry used of what its roles may do, and what they were denied. */
async function play({ name, accountId, entry }: (typeof entries)[number]): Promise<Played> {
  const deployment = await Deployment.open(accountId, entry);
  const { bench, account, workspace } = deployment;
  const others: Workspace[] = [];
  try {
    const story = await systemOf(entry).story();
    const elsewhere = new LocalAccount(bench.awsEndpoint, otherId, "us-east-1");
    for (const one of [account, elsewhere]) await tagTaskDefinitions(one);
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
    return { name, roles, denied: uses.flat().filter(({ allowed }) => !allowed) };
  } finally {
    for (const one of [workspace, ...others]) await one.close();
  }
}

/** A task definition with tags is registered with them, which is a permission of its own. */
async function tagTaskDefinitions(account: LocalAccount): Promise<void> {
  const answer = await account.call("ecs", "ListTaskDefinitions");
  const { taskDefinitionArns } = answer as { taskDefinitionArns: readonly string[] };
  const tags = [{ key: "Team", value: "shop" }];
  for (const resourceArn of taskDefinitionArns) {
    await account.call("ecs", "TagResource", { resourceArn, tags });
  }
}

/** What a role is for: the end of its name. */
const purposeOf = (roleName: string): string => roleName.split("-").at(-1) ?? roleName;

onTheBench("what the stories of the systems use of what their roles may do", () => {
  let stories: readonly Played[];

  beforeAll(async () => {
    const log = vi.spyOn(console, "log").mockImplementation(() => {});
    stories = await Promise.all(entries.map(play));
    log.mockRestore();
  }, 600_000);

  const permissions = (used: boolean): ReadonlySet<string> =>
    new Set(
      stories.flatMap(({ roles }) =>
        roles.flatMap(({ roleName, grants }) =>
          grants
            .filter((grant) => grant.used === used)
            .map(({ action }) => `${purposeOf(roleName)} ${action}`),
        ),
      ),
    );

  it.for(entries.map(({ name }) => name))("suffices: %s", (name) => {
    const denied = stories.find((story) => story.name === name)?.denied ?? [];
    // The one that the story takes away.
    expect([...new Set(denied.map(({ action }) => action))]).toEqual(["ecs:UpdateService"]);
  });

  it("is all of it, but for what a reviewed list gives a reason for", () => {
    const used = permissions(true);
    const unused = [...permissions(false)].filter((permission) => !used.has(permission));
    expect(unused.sort()).toEqual(unusedPermissions.map(({ role, action }) => `${role} ${action}`).sort());
  });
});
