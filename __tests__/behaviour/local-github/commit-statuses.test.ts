import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type LocalGithub, startLocalGithub } from "../../../local/github/local-github";
import { LocalRepository } from "../../../local/github/local-repository";
import { callApi } from "./github-api";

const UNKNOWN_SHA = "a".repeat(40);

describe("the statuses of a commit", () => {
  let github: LocalGithub;
  let repository: LocalRepository;
  let sha: string;

  beforeEach(async () => {
    github = await startLocalGithub();
    repository = new LocalRepository(github.url, "acme", "shop");
    ({ sha } = await repository.commit({ branch: "feature/a", files: { a: "1" } }));
  });
  afterEach(() => github.stop());

  const get = (path: string) => callApi(github.url, "acme/shop", "GET", path);
  const post = (status: object, of = sha) =>
    callApi(github.url, "acme/shop", "POST", `statuses/${of}`, status);

  it("are made with all that GitHub tells of one", async () => {
    const given = {
      state: "pending",
      context: "ci",
      description: "Runs",
      target_url: "https://example.com/1",
    };
    const { status, body } = await post(given);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      ...given,
      id: expect.any(Number),
      created_at: expect.stringMatching(/Z$/),
      updated_at: expect.stringMatching(/Z$/),
      creator: { login: "local-github" },
      url: `${github.url}api/v3/repos/acme/shop/statuses/${sha}`,
    });
  });

  it("have a context of GitHub's where they name none", async () => {
    expect((await post({ state: "success" })).body).toMatchObject({
      context: "default",
      description: null,
      target_url: null,
    });
  });

  it("stand by the latest of each context", async () => {
    await post({ state: "pending", context: "ci" });
    await post({ state: "success", context: "lint" });
    await post({ state: "success", context: "CI" });
    const { body } = await get(`commits/${sha}/status`);
    expect(body).toMatchObject({ state: "success", sha, total_count: 2 });
    expect((body as { statuses: object[] }).statuses).toMatchObject([
      { context: "CI", state: "success" },
      { context: "lint", state: "success" },
    ]);
  });

  it("come to failure as soon as one failed, and to pending while one is", async () => {
    const combined = async () => ((await get(`commits/${sha}/status`)).body as { state: string }).state;
    expect(await combined()).toBe("pending");
    await post({ state: "success", context: "a" });
    expect(await combined()).toBe("success");
    await post({ state: "pending", context: "b" });
    expect(await combined()).toBe("pending");
    await post({ state: "error", context: "c" });
    expect(await combined()).toBe("failure");
  });

  it("are told page by page, with links between the pages", async () => {
    for (const context of ["a", "b", "c"]) await post({ state: "success", context });
    const url = `${github.url}repos/acme/shop/commits/${sha}/status?per_page=2`;
    const response = await fetch(`${url}&page=1`, { headers: { authorization: "token t" } });
    const link = response.headers.get("link") ?? "";
    const next = /<([^>]+)>; rel="next"/.exec(link)?.[1] ?? "";
    const [one, two] = [
      await response.json(),
      await (await fetch(next, { headers: { authorization: "token t" } })).json(),
    ];
    expect([one, two]).toMatchObject([
      { total_count: 3, statuses: [{ context: "a" }, { context: "b" }] },
      { total_count: 3, statuses: [{ context: "c" }] },
    ]);
  });

  it("are all kept, told by the API from the latest on and to a test from the oldest on", async () => {
    await post({ state: "pending" });
    await post({ state: "success" });
    expect((await get("commits/feature/a/statuses")).body).toMatchObject([
      { state: "success" },
      { state: "pending" },
    ]);
    expect(await repository.statuses(sha)).toMatchObject([{ state: "pending" }, { state: "success" }]);
  });

  it("are found by a branch's name, also one with a slash", async () => {
    await post({ state: "success" });
    expect((await get("commits/feature/a/status")).body).toMatchObject({ sha, total_count: 1 });
    expect((await get("commits/other/status")).status).toBe(404);
  });

  it.each([
    ["a state that is none", { state: "running" }, "state"],
    ["no state", {}, "state"],
    [
      "a description of more than 140 characters",
      { state: "error", description: "x".repeat(141) },
      "description",
    ],
    [
      "a target that is no address of the web",
      { state: "error", target_url: "ftp://example.com" },
      "target_url",
    ],
  ])("are refused with %s", async (_, status, field) => {
    expect(await post(status)).toMatchObject({
      status: 422,
      body: { message: "Validation Failed", errors: [{ resource: "Status", field }] },
    });
    expect(await repository.statuses(sha)).toEqual([]);
  });

  it("are refused for a commit that nobody pushed", async () => {
    const refused = { status: 422, body: { message: `No commit found for SHA: ${UNKNOWN_SHA}` } };
    expect(await post({ state: "success" }, UNKNOWN_SHA)).toEqual(refused);
  });

  it("are refused after a thousand of one context", async () => {
    for (let made = 0; made < 1000; made += 1) await post({ state: "success", context: "ci" });
    expect((await post({ state: "success", context: "ci" })).status).toBe(422);
    expect((await post({ state: "success", context: "lint" })).status).toBe(201);
  });
});
