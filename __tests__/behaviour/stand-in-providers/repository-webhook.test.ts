import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { type LocalGithub, startLocalGithub } from "../../../local/github/local-github";
import { LocalRepository } from "../../../local/github/local-repository";
import { missingForTerraform } from "../../../local/terraform/terraform-binary";
import type { Workspace } from "../../../local/terraform/workspace";
import { requires } from "../../support/requires";
import { callApi } from "../local-github/github-api";
import { closeStacks, openStack } from "../local-terraform/open-stack";
import { reference, writeStack } from "../local-terraform/stack-folder";

const TARGET = "https://hooks.example.com/trigger";
const WEBHOOK = "github_repository_webhook.example";

function webhook(hook: object = {}, configuration: object = {}) {
  return {
    provider: { github: [{ owner: "acme" }] },
    resource: {
      random_id: { secret: { byte_length: 16 } },
      github_repository_webhook: {
        example: {
          repository: "shop",
          events: ["push"],
          configuration: {
            url: TARGET,
            content_type: "json",
            secret: reference("random_id.secret.hex"),
            ...configuration,
          },
          ...hook,
        },
      },
    },
    output: {
      secret: { value: reference("random_id.secret.hex") },
      url: { value: reference(`${WEBHOOK}.url`) },
    },
  };
}

async function plannedChange(stack: Workspace) {
  await stack.plan();
  const { resource_changes: changes = [] } = await stack.planJson();
  return changes.find(({ address }) => address === WEBHOOK)?.change;
}

requires(missingForTerraform())("github_repository_webhook", () => {
  let github: LocalGithub;
  let stack: Workspace;
  let repository: LocalRepository;
  let secret: unknown;

  beforeAll(async () => {
    github = await startLocalGithub();
  });
  afterAll(() => github.stop());

  beforeEach(async ({ task }) => {
    const name = `shop-${task.id}`;
    repository = new LocalRepository(github.url, "acme", name);
    const environment = { GITHUB_BASE_URL: github.url, GITHUB_TOKEN: "a-token" };
    stack = await openStack(webhook({ repository: name }), { environment });
    await stack.apply();
    ({ secret } = await stack.output());
  });
  afterEach(closeStacks);

  const change = (hook: object, configuration: object = {}) =>
    writeStack(stack.folder, webhook({ repository: repository.name, ...hook }, configuration));

  it("makes the hook with the secret of the configuration", async () => {
    const config = { url: TARGET, content_type: "json", insecure_ssl: "0", secret };
    expect(await repository.hooks()).toMatchObject([{ active: true, events: ["push"], config }]);
  });

  it("has the address of the API as its url", async () => {
    const [hook] = await repository.hooks();
    const { url } = await stack.output();
    expect(url).toBe(`${github.url}api/v3/repos/acme/${repository.name}/hooks/${hook?.id}`);
  });

  it("has no changes after apply", async () => {
    expect(await stack.plan()).toMatchObject({ hasChanges: false });
  });

  it("plans that it will be active", async () => {
    await stack.destroy();
    expect(await plannedChange(stack)).toMatchObject({ actions: ["create"], after: { active: true } });
  });

  it("keeps its secret and target out of the plan", async () => {
    await change({}, { secret: "changed-by-hand" });
    const { stdout } = await stack.plan();
    expect(stdout).not.toContain("changed-by-hand");
    expect(stdout).not.toContain(TARGET);
  });

  it("changes its events and activity in place", async () => {
    const [before] = await repository.hooks();
    await change({ events: ["push", "release"], active: false });
    await stack.apply();
    const [after] = await repository.hooks();
    expect(after).toMatchObject({ id: before?.id, active: false, config: { secret } });
    expect([...(after?.events ?? [])].sort()).toEqual(["push", "release"]);
    expect(await stack.plan()).toMatchObject({ hasChanges: false });
  });

  it("gets a replaced secret in the same apply", async () => {
    const [before] = await repository.hooks();
    await stack.apply(["-replace=random_id.secret"]);
    const [after] = await repository.hooks();
    const output = await stack.output();
    expect(output.secret).not.toBe(secret);
    expect(after).toMatchObject({ id: before?.id, config: { secret: output.secret } });
    expect(await stack.plan()).toMatchObject({ hasChanges: false });
  });

  it("loses its secret when the configuration does", async () => {
    await change({}, { secret: null });
    expect((await plannedChange(stack))?.actions).toEqual(["update"]);
    await stack.apply();
    expect((await repository.hooks())[0]?.config).not.toHaveProperty("secret");
    expect(await stack.plan()).toMatchObject({ hasChanges: false });
  });

  it("is replaced by another repository", async () => {
    await change({ repository: `${repository.name}-2` });
    const planned = await plannedChange(stack);
    expect(planned).toMatchObject({ actions: ["delete", "create"], replace_paths: [["repository"]] });
  });

  it("is created again when somebody deleted the hook", async () => {
    await deleteHooks(github, repository);
    const planned = await plannedChange(stack);
    const { resource_drift: drift = [] } = await stack.planJson();
    expect(planned?.actions).toEqual(["create"]);
    expect(drift.map(({ address, change: { actions } }) => [address, actions])).toEqual([
      [WEBHOOK, ["delete"]],
    ]);
    await stack.apply();
    expect(await repository.hooks()).toHaveLength(1);
  });

  it("is changed back when somebody changed the hook", async () => {
    const [hook] = await repository.hooks();
    await callApi(github.url, `acme/${repository.name}`, "PATCH", `hooks/${hook?.id}`, {
      events: ["release"],
    });
    await stack.apply();
    expect((await repository.hooks())[0]?.events).toEqual(["push"]);
  });

  it("stores what was planned when an update fails, as the old SDK does", async () => {
    await deleteHooks(github, repository);
    await change({ events: ["release"] });
    await expect(stack.apply(["-refresh=false"])).rejects.toThrow(/PATCH http.*: 404 Not Found/);
    expect(await stack.plan(["-refresh=false"])).toMatchObject({ hasChanges: false });
  });

  it("fails to destroy a hook that went after the refresh", async () => {
    await deleteHooks(github, repository);
    await expect(stack.destroy(["-refresh=false"])).rejects.toThrow(/DELETE http.*: 404 Not Found/);
  });

  it("is imported without its secret, which the next apply sets", async () => {
    const [hook] = await repository.hooks();
    await stack.run(["state", "rm", WEBHOOK]);
    await stack.import(WEBHOOK, `${repository.name}/${hook?.id}`);
    const planned = await plannedChange(stack);
    expect(planned).toMatchObject({
      actions: ["update"],
      before: { configuration: [{ secret: "********" }] },
      after: { configuration: [{ secret }] },
    });
    await stack.apply();
    expect(await stack.plan()).toMatchObject({ hasChanges: false });
  });

  it("refuses to import an ID without a repository", async () => {
    await stack.run(["state", "rm", WEBHOOK]);
    await expect(stack.import(WEBHOOK, "17")).rejects.toThrow("<repository>/<webhook_id>");
  });

  it("leaves no hook after destroy", async () => {
    await stack.destroy();
    expect(await repository.hooks()).toEqual([]);
  });

  it("fails without a token, with GitHub's own words", async () => {
    const { code, stderr } = await stack.run(["plan"], { GITHUB_TOKEN: "" });
    expect(code).toBe(1);
    expect(stderr).toContain("401 Requires authentication");
  });

  it("keeps several configured providers apart", async () => {
    const two = webhook({ repository: repository.name, provider: "github.other" });
    const provider = { github: [{ owner: "acme" }, { alias: "other", owner: "umbrella" }] };
    await writeStack(stack.folder, { ...two, provider });
    const other = new LocalRepository(github.url, "umbrella", repository.name);
    await stack.apply(["-replace", WEBHOOK]);
    expect(await other.hooks()).toHaveLength(1);
  });
});

async function deleteHooks({ url }: LocalGithub, repository: LocalRepository) {
  for (const { id } of await repository.hooks()) {
    await callApi(url, `acme/${repository.name}`, "DELETE", `hooks/${id}`);
  }
}
