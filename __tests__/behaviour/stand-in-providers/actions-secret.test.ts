import { setTimeout } from "node:timers/promises";
import sodium from "libsodium-wrappers";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { type LocalGithub, startLocalGithub } from "../../../local/github/local-github";
import { LocalRepository } from "../../../local/github/local-repository";
import { missingForTerraform } from "../../../local/terraform/terraform-binary";
import type { Workspace } from "../../../local/terraform/workspace";
import { requires } from "../../support/requires";
import { callApi } from "../local-github/github-api";
import { closeStacks, openStack } from "../local-terraform/open-stack";
import { reference, writeStack } from "../local-terraform/stack-folder";

const SECRET = "github_actions_secret.example";

requires(missingForTerraform())("github_actions_secret", () => {
  let github: LocalGithub;
  let stack: Workspace;
  let repository: LocalRepository;

  beforeAll(async () => {
    github = await startLocalGithub();
  });
  afterAll(() => github.stop());

  const secret = (changes: object = {}) => ({
    provider: { github: [{ owner: "acme" }] },
    resource: {
      github_actions_secret: {
        example: { repository: repository.name, secret_name: "TOKEN", plaintext_value: "wörd", ...changes },
      },
    },
    output: { id: { value: reference(`${SECRET}.id`) } },
  });

  beforeEach(async ({ task }) => {
    repository = new LocalRepository(github.url, "acme", `shop-${task.id}`);
    stack = await openStack(secret(), {
      environment: { GITHUB_BASE_URL: github.url, GITHUB_TOKEN: "a-token" },
    });
    await stack.apply();
  });
  afterEach(closeStacks);

  const change = (changes: object) => writeStack(stack.folder, secret(changes));
  const call = (method: string, path: string, body?: object) =>
    callApi(github.url, `acme/${repository.name}`, method, `actions/secrets/${path}`, body);
  const planned = async () => {
    await stack.plan();
    const { resource_changes: changes = [] } = await stack.planJson();
    return changes.find(({ address }) => address === SECRET)?.change;
  };

  async function sealed(value: string) {
    await sodium.ready;
    const { key, key_id } = (await call("GET", "public-key")).body as { key: string; key_id: string };
    const bytes = sodium.crypto_box_seal(value, Buffer.from(key, "base64"));
    return { key_id, encrypted_value: Buffer.from(bytes).toString("base64") };
  }

  it("sends the value sealed, and has no changes afterwards", async () => {
    expect(await repository.actionsSecrets()).toEqual({ TOKEN: "wörd" });
    expect(await stack.output()).toEqual({ id: `${repository.name}:TOKEN` });
    expect(await stack.plan()).toMatchObject({ hasChanges: false });
  });

  it("keeps its value out of the plan", async () => {
    await change({ plaintext_value: "changed-by-hand" });
    const { stdout } = await stack.plan();
    expect(stdout).toContain("must be replaced");
    expect(stdout).not.toContain("changed-by-hand");
  });

  it("is replaced by another value", async () => {
    await change({ plaintext_value: "other" });
    expect(await planned()).toMatchObject({
      actions: ["delete", "create"],
      replace_paths: [["plaintext_value"]],
    });
    await stack.apply();
    expect(await repository.actionsSecrets()).toEqual({ TOKEN: "other" });
    expect(await stack.plan()).toMatchObject({ hasChanges: false });
  });

  it("takes a value that is sealed already", async () => {
    const { encrypted_value } = await sealed("sealed elsewhere");
    await change({ plaintext_value: null, encrypted_value });
    await stack.apply();
    expect(await repository.actionsSecrets()).toEqual({ TOKEN: "sealed elsewhere" });
    expect(await stack.plan()).toMatchObject({ hasChanges: false });
  });

  it("is made again when somebody changed it, unless it is to be left alone", async () => {
    // GitHub tells whole seconds.
    await setTimeout(1100);
    await call("PUT", "TOKEN", await sealed("changed by hand"));
    expect((await planned())?.actions).toEqual(["create"]);
    await change({ destroy_on_drift: false });
    await stack.apply();
    await setTimeout(1100);
    await call("PUT", "TOKEN", await sealed("changed by hand"));
    expect(await stack.plan()).toMatchObject({ hasChanges: false });
  });

  it("is made again when somebody deleted it", async () => {
    await call("DELETE", "TOKEN");
    expect((await planned())?.actions).toEqual(["create"]);
  });

  it("is imported without its value, which replaces it", async () => {
    await stack.run(["state", "rm", SECRET]);
    await stack.import(SECRET, `${repository.name}/TOKEN`);
    expect((await planned())?.actions).toEqual(["delete", "create"]);
  });

  it("refuses two values for one secret", async () => {
    await change({ encrypted_value: "c2VhbGVk" });
    await expect(stack.plan()).rejects.toThrow("Conflicting configuration arguments");
  });

  it("leaves no secret after destroy", async () => {
    await stack.destroy();
    expect(await repository.actionsSecrets()).toEqual({});
  });
});
