import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type LocalGithub, startLocalGithub } from "../../../local/github/local-github";
import { callApi } from "./github-api";
import { startHookReceiver } from "./hook-receiver";

const LIMIT = { timeout: 20_000 };

function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}

describe("files that are changed by the API", () => {
  let github: LocalGithub;

  beforeEach(async () => {
    github = await startLocalGithub();
  });
  afterEach(() => github.stop());

  const call = (method: string, path: string, body?: object) =>
    callApi(github.url, "acme/shop", method, path, body);
  const put = (path: string, text: string, rest: object = {}) =>
    call("PUT", `contents/${path}`, { message: `Add ${path}`, content: base64(text), ...rest });
  const shaOf = async (path: string) => ((await call("GET", `contents/${path}`)).body as { sha: string }).sha;

  it("are commits to the default branch, the first one of a repository too", async () => {
    expect((await call("GET", "contents/src/a.txt")).status).toBe(404);
    const { status, body } = await put("src/a.txt", "hällo");
    expect(status).toBe(201);
    expect(body).toMatchObject({
      content: { path: "src/a.txt", url: `${github.url}api/v3/repos/acme/shop/contents/src/a.txt?ref=main` },
      commit: { message: "Add src/a.txt", parents: [] },
    });
    const { commit } = body as { commit: { sha: string } };
    expect((await call("GET", "branches/main")).body).toMatchObject({ commit: { sha: commit.sha } });
    expect((await call("GET", "contents/src/a.txt?ref=main")).body).toMatchObject({
      content: base64("hällo"),
    });
  });

  it("have the author and the committer that the request names", async () => {
    const author = { name: "A. Uthor", email: "a@example.invalid" };
    const committer = { name: "C. Ommitter", email: "c@example.invalid" };
    const { body } = await put("a", "1", { author, committer });
    const { sha } = (body as { commit: { sha: string } }).commit;
    expect((await call("GET", `commits/${sha}`)).body).toMatchObject({ commit: { author, committer } });
  });

  it("are changed by who knows their version", async () => {
    await put("a", "1");
    expect((await put("a", "2")).status).toBe(422);
    expect((await put("a", "2", { sha: "0".repeat(40) })).status).toBe(409);
    expect((await put("a", "2", { sha: await shaOf("a") })).status).toBe(200);
    expect((await call("GET", "contents/a")).body).toMatchObject({ content: base64("2") });
  });

  it("are removed by who knows their version", async () => {
    await put("a", "1");
    expect((await call("DELETE", "contents/a", { message: "Remove" })).status).toBe(422);
    expect((await call("DELETE", "contents/a", { message: "Remove", sha: "0" })).status).toBe(409);
    const { status, body } = await call("DELETE", "contents/a", { message: "Remove", sha: await shaOf("a") });
    expect([status, body]).toMatchObject([200, { content: null, commit: { message: "Remove" } }]);
    expect((await call("GET", "contents/a")).status).toBe(404);
    expect((await call("DELETE", "contents/a", { message: "Remove", sha: "0" })).status).toBe(404);
  });

  it("are refused on a branch that does not exist, and with content that is not encoded", async () => {
    await put("a", "1");
    expect((await put("b", "1", { branch: "other" })).status).toBe(404);
    expect((await call("PUT", "contents/b", { message: "m", content: "%" })).status).toBe(422);
  });

  it("are told with the commits that touched them", async () => {
    await put("a", "1");
    await put("b", "1", { message: "Add b too" });
    expect((await call("GET", "commits?path=b&sha=main")).body).toMatchObject([
      { commit: { message: "Add b too" } },
    ]);
    expect((await call("GET", "commits")).body).toHaveLength(2);
  });

  it("are pushes that hooks hear of", async () => {
    const receiver = await startHookReceiver();
    await call("POST", "hooks", { events: ["push"], config: { url: receiver.url, content_type: "json" } });
    const { body } = await put("a", "1");
    await call("DELETE", "contents/a", { message: "Remove", sha: await shaOf("a") });
    const pushes = () => receiver.events.filter(({ headers }) => headers["x-github-event"] === "push");
    await vi.waitFor(() => expect(pushes()).toHaveLength(2), LIMIT);
    const payloads = pushes().map((push) => JSON.parse(push.body));
    const { sha } = (body as { commit: { sha: string } }).commit;
    expect(payloads.find(({ after }) => after === sha)).toMatchObject({ head_commit: { added: ["a"] } });
    expect(payloads.find(({ before }) => before === sha)).toMatchObject({ head_commit: { removed: ["a"] } });
    await receiver.stop();
  });
});
