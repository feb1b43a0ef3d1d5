import { setTimeout } from "node:timers/promises";
import sodium from "libsodium-wrappers";
import { expect, it } from "vitest";
import { missingForTerraform } from "../../../local/terraform/terraform-binary";
import { requires } from "../../support/requires";
import { reference } from "../local-terraform/stack-folder";
import { AppliedResource } from "./applied-resource";

const SECRET = "github_actions_secret.example";

requires(missingForTerraform())("github_actions_secret", () => {
  const secret = (repository: string, changes: object) => ({
    provider: { github: [{ owner: "acme" }] },
    resource: {
      github_actions_secret: {
        example: { repository, secret_name: "TOKEN", plaintext_value: "wörd", ...changes },
      },
    },
    output: { id: { value: reference(`${SECRET}.id`) } },
  });
  const applied = new AppliedResource({ address: SECRET, configuration: secret });
  const call = (method: string, path: string, body?: object) =>
    applied.call(method, `actions/secrets/${path}`, body);

  async function sealed(value: string) {
    await sodium.ready;
    const { key, key_id } = (await call("GET", "public-key")).body as { key: string; key_id: string };
    const bytes = sodium.crypto_box_seal(value, Buffer.from(key, "base64"));
    return { key_id, encrypted_value: Buffer.from(bytes).toString("base64") };
  }

  it("sends the value sealed, and has no changes afterwards", async () => {
    expect(await applied.repository.actionsSecrets()).toEqual({ TOKEN: "wörd" });
    expect(await applied.stack.output()).toEqual({ id: `${applied.repository.name}:TOKEN` });
    expect(await applied.stack.plan()).toMatchObject({ hasChanges: false });
  });

  it("keeps its value out of the plan", async () => {
    await applied.change({ plaintext_value: "changed-by-hand" });
    const { stdout } = await applied.stack.plan();
    expect(stdout).toContain("must be replaced");
    expect(stdout).not.toContain("changed-by-hand");
  });

  it("is replaced by another value", async () => {
    await applied.change({ plaintext_value: "other" });
    expect(await applied.planned()).toMatchObject({
      actions: ["delete", "create"],
      replace_paths: [["plaintext_value"]],
    });
    await applied.stack.apply();
    expect(await applied.repository.actionsSecrets()).toEqual({ TOKEN: "other" });
    expect(await applied.stack.plan()).toMatchObject({ hasChanges: false });
  });

  it("takes a value that is sealed already", async () => {
    const { encrypted_value } = await sealed("sealed elsewhere");
    await applied.change({ plaintext_value: null, encrypted_value });
    await applied.stack.apply();
    expect(await applied.repository.actionsSecrets()).toEqual({ TOKEN: "sealed elsewhere" });
    expect(await applied.stack.plan()).toMatchObject({ hasChanges: false });
  });

  it("is made again when somebody changed it, unless it is to be left alone", async () => {
    // GitHub tells whole seconds.
    await setTimeout(1100);
    await call("PUT", "TOKEN", await sealed("changed by hand"));
    expect((await applied.planned())?.actions).toEqual(["create"]);
    await applied.change({ destroy_on_drift: false });
    await applied.stack.apply();
    await setTimeout(1100);
    await call("PUT", "TOKEN", await sealed("changed by hand"));
    expect(await applied.stack.plan()).toMatchObject({ hasChanges: false });
  });

  it("is made again when somebody deleted it", async () => {
    await call("DELETE", "TOKEN");
    expect((await applied.planned())?.actions).toEqual(["create"]);
  });

  it("is imported without its value, which replaces it", async () => {
    await applied.stack.run(["state", "rm", SECRET]);
    await applied.stack.import(SECRET, `${applied.repository.name}/TOKEN`);
    expect((await applied.planned())?.actions).toEqual(["delete", "create"]);
  });

  it("refuses two values for one secret", async () => {
    await applied.change({ encrypted_value: "c2VhbGVk" });
    await expect(applied.stack.plan()).rejects.toThrow("Conflicting configuration arguments");
  });

  it("leaves no secret after destroy", async () => {
    await applied.stack.destroy();
    expect(await applied.repository.actionsSecrets()).toEqual({});
  });
});
