import sodium from "libsodium-wrappers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type LocalGithub, startLocalGithub } from "../../../local/github/local-github";
import { LocalRepository } from "../../../local/github/local-repository";
import { callApi } from "./github-api";

describe("the secrets of a repository's workflows", () => {
  let github: LocalGithub;
  let repository: LocalRepository;

  beforeEach(async () => {
    await sodium.ready;
    github = await startLocalGithub();
    repository = new LocalRepository(github.url, "acme", "shop");
  });
  afterEach(() => github.stop());

  const call = (method: string, path: string, body?: object) =>
    callApi(github.url, "acme/shop", method, `actions/secrets/${path}`, body);

  async function put(name: string, value: string, given: object = {}) {
    const { body } = await call("GET", "public-key");
    const { key, key_id } = body as { key: string; key_id: string };
    const sealed = sodium.crypto_box_seal(value, Buffer.from(key, "base64"));
    return call("PUT", name, { key_id, encrypted_value: Buffer.from(sealed).toString("base64"), ...given });
  }

  it("are sent sealed, kept in upper case, and told to a test only", async () => {
    expect(await put("token", "wörd")).toEqual({ status: 201, body: {} });
    expect(await repository.actionsSecrets()).toEqual({ TOKEN: "wörd" });
    const { body } = await call("GET", "Token");
    expect(body).toEqual({ name: "TOKEN", created_at: expect.any(String), updated_at: expect.any(String) });
  });

  it("are changed by a second value", async () => {
    await put("TOKEN", "1");
    expect((await put("TOKEN", "2")).status).toBe(204);
    expect(await repository.actionsSecrets()).toEqual({ TOKEN: "2" });
  });

  it("are deleted once", async () => {
    await put("TOKEN", "1");
    expect((await call("DELETE", "TOKEN")).status).toBe(204);
    expect((await call("DELETE", "TOKEN")).status).toBe(404);
    expect((await call("GET", "TOKEN")).status).toBe(404);
  });

  it("are refused when they were sealed for another key, or not at all", async () => {
    expect((await put("TOKEN", "1", { key_id: "1" })).status).toBe(422);
    const plain = Buffer.from("plain").toString("base64");
    expect((await put("TOKEN", "1", { encrypted_value: plain })).status).toBe(422);
    expect(await repository.actionsSecrets()).toEqual({});
  });
});
