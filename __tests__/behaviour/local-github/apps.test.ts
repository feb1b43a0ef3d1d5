import { createPrivateKey, generateKeyPairSync, sign } from "node:crypto";
import githubAppJwt from "universal-github-app-jwt";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { AppSettings } from "../../../local/github/local-app";
import { registerLocalApp } from "../../../local/github/local-app";
import { type LocalGithub, startLocalGithub } from "../../../local/github/local-github";
import { LocalRepository } from "../../../local/github/local-repository";

const APP_ID = 4711;

function appToken(privateKey: string, claims: object = {}): string {
  const now = Math.floor(Date.now() / 1000);
  const encoded = [
    { typ: "JWT", alg: "RS256" },
    { iss: APP_ID, iat: now - 30, exp: now + 570, ...claims },
  ].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"));
  const signed = encoded.join(".");
  const signature = sign("sha256", Buffer.from(signed), createPrivateKey(privateKey));
  return `${signed}.${signature.toString("base64url")}`;
}

describe("an app", () => {
  let github: LocalGithub;

  beforeEach(async () => {
    github = await startLocalGithub();
  });
  afterEach(() => github.stop());

  async function call(token: string, method: string, path: string, body?: object) {
    const response = await fetch(`${github.url}api/v3/${path}`, {
      method,
      headers: { authorization: `Bearer ${token}` },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await response.text();
    return { status: response.status, body: text ? JSON.parse(text) : undefined };
  }

  async function install(settings: Partial<AppSettings> = {}) {
    const app = { appId: APP_ID, installations: [{ owner: "acme" }], ...settings };
    const { privateKey = "", installations } = await registerLocalApp(github.url, app);
    const path = `app/installations/${installations[0]?.id}/access_tokens`;
    const newToken = async (asked?: object) =>
      (await call(appToken(privateKey), "POST", path, asked)).body.token;
    return { privateKey, path, newToken };
  }

  async function newCommit(name: string) {
    const { sha } = await new LocalRepository(github.url, "acme", name).commit({
      branch: "main",
      files: { a: "1" },
    });
    return `repos/acme/${name}/statuses/${sha}`;
  }

  it("is known by its client ID, and installed with an id that exists, where they are given", async () => {
    const { privateKey, installations } = await registerLocalApp(github.url, {
      clientId: "Iv1.abcdef0123456789",
      installations: [{ id: 4712, owner: "acme" }],
    });
    expect(installations).toEqual([{ id: 4712, owner: "acme" }]);
    await newCommit("shop");
    const token = appToken(privateKey ?? "", { iss: "Iv1.abcdef0123456789" });
    expect(await call(token, "GET", "repos/acme/shop/installation")).toMatchObject({
      status: 200,
      body: { id: 4712 },
    });
  });

  it("finds its installation by a repository", async () => {
    const { privateKey, path } = await install({
      installations: [{ owner: "acme", repositories: ["shop"] }],
    });
    expect(await call(appToken(privateKey), "GET", "repos/acme/shop/installation")).toMatchObject({
      status: 200,
      body: {
        app_id: APP_ID,
        access_tokens_url: `${github.url}api/v3/${path}`,
        permissions: { statuses: "write" },
      },
    });
    expect((await call(appToken(privateKey), "GET", "repos/acme/other/installation")).status).toBe(404);
    expect((await call(appToken(privateKey), "GET", "repos/umbrella/shop/installation")).status).toBe(404);
  });

  it("is known by the token that a library of GitHub's users makes, with a key as GitHub gives it", async () => {
    const { privateKey, path } = await install();
    expect(privateKey).toContain("BEGIN RSA PRIVATE KEY");
    const { token } = await githubAppJwt({ id: APP_ID, privateKey });
    expect((await call(token, "POST", path)).status).toBe(201);
  });

  it("gets a token that does what was asked for, and no more", async () => {
    const [shop, other] = [await newCommit("shop"), await newCommit("other")];
    const { privateKey, path } = await install();
    const asked = { repositories: ["shop"], permissions: { statuses: "write" } };
    const { status, body } = await call(appToken(privateKey), "POST", path, asked);
    expect([status, body]).toMatchObject([
      201,
      { permissions: asked.permissions, repository_selection: "selected" },
    ]);
    expect(Date.parse(body.expires_at) - Date.now()).toBeGreaterThan(59 * 60_000);
    const posted = await call(body.token, "POST", shop, { state: "success" });
    expect(posted).toMatchObject({ status: 201, body: { creator: { login: `app-${APP_ID}[bot]` } } });
    expect((await call(body.token, "POST", other, { state: "success" })).status).toBe(404);
    expect((await call(body.token, "GET", "repos/acme/shop/hooks")).status).toBe(403);
    expect((await call(body.token, "GET", "repos/acme/shop/commits/main")).status).toBe(403);
    expect((await call(body.token, "GET", "repos/acme/shop/commits/main/status?per_page=100")).status).toBe(
      200,
    );
  });

  it("gets a token that reads only where that was asked for", async () => {
    const shop = await newCommit("shop");
    const { newToken } = await install();
    const token = await newToken({ permissions: { statuses: "read" } });
    expect((await call(token, "POST", shop, { state: "success" })).status).toBe(403);
    expect((await call(token, "GET", "repos/acme/shop/commits/main/status")).status).toBe(200);
  });

  it("gets no token for more than it was granted", async () => {
    const { privateKey, path } = await install({
      installations: [{ owner: "acme", repositories: ["shop"] }],
    });
    const ask = (asked: object) => call(appToken(privateKey), "POST", path, asked);
    expect((await ask({ permissions: { contents: "read" } })).status).toBe(422);
    expect((await ask({ repositories: ["other"] })).status).toBe(422);
  });

  it("has a token that ends", async () => {
    const shop = await newCommit("shop");
    const { newToken } = await install({ tokenLifetimeSeconds: 0.001 });
    const token = await newToken();
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect((await call(token, "POST", shop, { state: "success" })).status).toBe(401);
  });

  it.each([
    ["one for more than ten minutes", { exp: Math.floor(Date.now() / 1000) + 700 }, 401],
    ["one that has expired", { exp: Math.floor(Date.now() / 1000) - 1 }, 401],
    ["one from the future", { iat: Math.floor(Date.now() / 1000) + 300 }, 401],
    ["another app's", { iss: 1 }, 404],
  ])("is refused with a token of its own that is %s", async (_, claims, status) => {
    const { privateKey, path } = await install();
    expect((await call(appToken(privateKey, claims), "POST", path)).status).toBe(status);
  });

  it("is refused with a token that another key has signed", async () => {
    const { path } = await install();
    const { privateKey } = generateKeyPairSync("rsa", {
      modulusLength: 2048,
      publicKeyEncoding: { type: "spki", format: "pem" },
      privateKeyEncoding: { type: "pkcs8", format: "pem" },
    });
    expect((await call(appToken(privateKey), "POST", path)).status).toBe(401);
    expect((await call("a-token", "POST", path)).status).toBe(401);
  });

  it("opens with a token of its own nothing but its own routes", async () => {
    const { privateKey } = await install();
    expect((await call(appToken(privateKey), "GET", "repos/acme/shop/hooks")).status).toBe(401);
  });
});
