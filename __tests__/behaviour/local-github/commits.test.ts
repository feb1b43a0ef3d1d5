import { strFromU8, unzipSync } from "fflate";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type LocalGithub, startLocalGithub } from "../../../local/github/local-github";
import { LocalRepository } from "../../../local/github/local-repository";
import { callApi } from "./github-api";
import { startHookReceiver } from "./hook-receiver";

const SHA = "a".repeat(40);

describe("the commits of a repository", () => {
  let github: LocalGithub;
  let repository: LocalRepository;

  beforeEach(async () => {
    github = await startLocalGithub();
    repository = new LocalRepository(github.url, "acme", "shop");
  });
  afterEach(() => github.stop());

  const get = (path: string) => callApi(github.url, "acme/shop", "GET", path);

  async function archiveOf(ref: string): Promise<Record<string, string>> {
    const url = `${github.url}repos/acme/shop/zipball/${ref}`;
    const response = await fetch(url, { headers: { authorization: "token t" } });
    const files = unzipSync(new Uint8Array(await response.arrayBuffer()));
    return Object.fromEntries(Object.entries(files).map(([path, bytes]) => [path, strFromU8(bytes)]));
  }

  it("are told by branch and by hash", async () => {
    const author = { name: "A. Uthor", email: "a@example.invalid" };
    const { sha } = await repository.commit({
      branch: "main",
      files: { a: "1" },
      message: "Say one",
      author,
    });
    const told = { sha, commit: { message: "Say one", author }, files: [{ filename: "a", status: "added" }] };
    expect(await get("commits/main")).toMatchObject({ status: 200, body: told });
    expect(await get(`commits/${sha}`)).toMatchObject({ status: 200, body: told });
    expect(await get("branches/main")).toMatchObject({ body: { name: "main", commit: told } });
  });

  it("build upon each other, and tell what they changed", async () => {
    const first = await repository.commit({ branch: "main", files: { kept: "1", changed: "1", gone: "1" } });
    const second = await repository.commit({ branch: "main", files: { changed: "2", gone: null, new: "1" } });
    expect(second).toMatchObject({ added: ["new"], modified: ["changed"], removed: ["gone"] });
    expect(await get("commits/main")).toMatchObject({ body: { parents: [{ sha: first.sha }] } });
    const folder = `acme-shop-${second.sha.slice(0, 7)}`;
    expect(await archiveOf("main")).toEqual({
      [`${folder}/kept`]: "1",
      [`${folder}/changed`]: "2",
      [`${folder}/new`]: "1",
    });
  });

  it("have a hash that says what they hold", async () => {
    const hashOf = async (branch: string, content: string) =>
      (await repository.commit({ branch, files: { a: content }, message: "m" })).sha;
    const one = await hashOf("one", "1");
    expect(one).toMatch(/^[0-9a-f]{40}$/);
    expect(await hashOf("two", "1")).toBe(one);
    expect(await hashOf("three", "2")).not.toBe(one);
  });

  it("are archived as they were, whatever follows", async () => {
    const { sha } = await repository.commit({ branch: "main", files: { a: "1" } });
    await repository.commit({ branch: "main", files: { a: "2" } });
    expect(Object.values(await archiveOf(sha))).toEqual(["1"]);
  });

  it("keep branches apart, also one with a slash in its name", async () => {
    await repository.commit({ branch: "main", files: { a: "1" } });
    const { sha } = await repository.commit({ branch: "feature/b", files: { b: "1" } });
    expect(await get("branches/feature/b")).toMatchObject({ body: { commit: { sha } } });
    expect(Object.keys(await archiveOf("feature/b"))).toEqual([`acme-shop-${sha.slice(0, 7)}/b`]);
  });

  it("are not found where there are none", async () => {
    expect(await get("commits/main")).toMatchObject({ status: 409 });
    await repository.commit({ branch: "main", files: { a: "1" } });
    expect(await get("branches/other")).toMatchObject({ status: 404 });
    expect(await get(`commits/${SHA}`)).toMatchObject({ status: 422 });
  });

  it("hold files that can be read one by one", async () => {
    await repository.commit({ branch: "main", files: { "src/a.txt": "hällo" } });
    const content = Buffer.from("hällo").toString("base64");
    expect(await get("contents/src/a.txt?ref=main")).toMatchObject({ body: { encoding: "base64", content } });
    expect(await get("contents/src")).toMatchObject({ body: [{ path: "src/a.txt", size: 6 }] });
    expect(await get("contents/other")).toMatchObject({ status: 404 });
  });

  it("are pushed with what they changed", async () => {
    const receiver = await startHookReceiver();
    await repository.commit({ branch: "main", files: { a: "1", b: "1" } });
    const hook = { events: ["push"], config: { url: receiver.url, content_type: "json" } };
    await callApi(github.url, "acme/shop", "POST", "hooks", hook);
    await repository.push({ branch: "main", files: { a: null, b: "2", c: "1" }, message: "Change" });
    const push = receiver.events.find(({ headers }) => headers["x-github-event"] === "push");
    const payload = JSON.parse(push?.body ?? "");
    expect(payload.head_commit).toMatchObject({
      message: "Change",
      added: ["c"],
      modified: ["b"],
      removed: ["a"],
    });
    expect(await get("commits/main")).toMatchObject({ body: { sha: payload.after } });
    await receiver.stop();
  });

  it("are made by a push that names no files, which stay as they are", async () => {
    await repository.commit({ branch: "main", files: { a: "1" } });
    await repository.push({ branch: "main", sha: SHA });
    expect(await get("branches/main")).toMatchObject({ body: { commit: { sha: SHA } } });
    expect(Object.values(await archiveOf(SHA))).toEqual(["1"]);
  });

  it("are shown to nobody whose token is what AWS shows of one", async () => {
    await repository.commit({ branch: "main", files: { a: "1" } });
    const headers = { authorization: "token ****" };
    const response = await fetch(`${github.url}repos/acme/shop/commits/main`, { headers });
    expect(response.status).toBe(401);
  });
});
