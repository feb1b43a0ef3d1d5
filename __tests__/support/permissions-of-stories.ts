import { dirname, join } from "node:path";
import { beforeAll, expect, it, vi } from "vitest";
import { LocalAccount, type PermissionUse } from "../../local/aws/local-account";
import type { Workspace } from "../../local/terraform/workspace";
import { deployAccountsOf } from "../../stacks/release/deploy-account";
import { type StackSettings, systemOf } from "../../systems";
import { AppliedStack } from "../../tools/try/applied-stack";
import { grantsOf, type RoleGrants } from "../../tools/try/permissions";
import { Deployment, onTheBench } from "./on-the-bench";
import { openWorkspace } from "./open-workspace";
import { shippedProject } from "./shipped";
import { synthesize } from "./synthesize";
import type { UnusedPermission } from "./unused-permissions";

/** An entry whose story is played to see what its roles use. */
export interface PlayedEntry {
  readonly name: string;
  readonly accountId: string;
  readonly entry: StackSettings;
  /** Another account that it deploys to. */
  readonly otherId?: string;
}

interface Played {
  readonly name: string;
  readonly roles: readonly RoleGrants[];
  readonly denied: readonly PermissionUse[];
}

/** What the story of an entry used of what its roles may do, and what they were denied. */
async function play({ name, accountId, entry, otherId }: PlayedEntry): Promise<Played> {
  const deployment = await Deployment.open(accountId, entry);
  const { bench, account, workspace } = deployment;
  const others: Workspace[] = [];
  try {
    const story = await systemOf(entry).story();
    const elsewhere =
      otherId === undefined ? [] : [new LocalAccount(bench.awsEndpoint, otherId, "us-east-1")];
    for (const one of [account, ...elsewhere]) await tagTaskDefinitions(one);
    for (const { stack, accountId: id } of deployAccountsOf(entry)) {
      const folder = join(dirname(synthesize(entry)), stack);
      others.push(await openWorkspace(bench, new LocalAccount(bench.awsEndpoint, id), folder));
    }
    for (const one of [...others, workspace]) {
      await one.init();
      await one.apply();
    }
    const stack = new AppliedStack(workspace, shippedProject);
    await story.play(entry, { account, githubUrl: bench.githubUrl, stack });
    const roles = await grantsOf([workspace, ...others], account);
    const uses = await Promise.all([account, ...elsewhere].map((one) => one.permissionUses()));
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

/** Plays stories, and holds what they used against what the roles have, and against what a story takes away. */
export function permissionsOfStories(
  title: string,
  entries: readonly PlayedEntry[],
  {
    takenAway,
    unused: reviewed,
  }: { readonly takenAway: readonly string[]; readonly unused: readonly UnusedPermission[] },
): void {
  onTheBench(title, () => {
    let stories: readonly Played[];

    beforeAll(async () => {
      const log = vi.spyOn(console, "log").mockImplementation(() => {});
      stories = await Promise.all(entries.map(play));
      log.mockRestore();
    }, 1_500_000);

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
      // What the story takes away.
      expect([...new Set(denied.map(({ action }) => action))]).toEqual(takenAway);
    });

    it("is all of it, but for what a reviewed list gives a reason for", () => {
      const used = permissions(true);
      const unused = [...permissions(false)].filter((permission) => !used.has(permission));
      expect(unused.sort()).toEqual(reviewed.map(({ role, action }) => `${role} ${action}`).sort());
    });
  });
}
