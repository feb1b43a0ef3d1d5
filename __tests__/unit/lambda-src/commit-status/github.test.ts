import { describe, expect, it } from "vitest";
import { Github } from "../../../../lambda-src/commit-status/github";
import { Log } from "../../../../lambda-src/commit-status/log";
import { CommitStatus, nothingSecretIsSaid } from "../../../support/commit-status/commit-status";
import { executionId, pipelineEvent } from "../../../support/commit-status/events";
import { type Answer, answer } from "../../../support/commit-status/fake-github";

nothingSecretIsSaid();

function running() {
  const commitStatus = new CommitStatus();
  commitStatus.executions.say(executionId, {});
  return commitStatus;
}

const inSeconds = (commitStatus: CommitStatus, seconds: number) =>
  String(Math.floor(commitStatus.time / 1000) + seconds);

describe("a request to GitHub", () => {
  it("carries the token, the version of the API and who asks", async () => {
    const sent: Headers[] = [];
    const commitStatus = running();
    const github = new Github(
      {
        apiUrl: "https://api.github.com",
        fetch: async (url, init) => {
          sent.push(new Headers(init?.headers));
          return commitStatus.github.fetch(url, init);
        },
        sleep: async () => {},
        now: Date.now,
      },
      new Log(() => {}),
    );
    const path = "/repos/acme/shop/commits/x/statuses";
    await github.request({ method: "GET", path, purpose: "status", token: "ghp_token" });
    expect(Object.fromEntries(sent[0] ?? [])).toEqual({
      accept: "application/vnd.github+json",
      authorization: "Bearer ghp_token",
      "user-agent": "aws-codepipeline-commit-status",
      "x-github-api-version": "2022-11-28",
    });
  });

  it("that hangs is given up", async () => {
    const hanging: typeof fetch = (_, init) =>
      new Promise((_, reject) => {
        init?.signal?.addEventListener("abort", () => reject(init.signal?.reason));
      });
    const slept: number[] = [];
    const github = new Github(
      {
        apiUrl: "https://api.github.com",
        fetch: hanging,
        sleep: async (milliseconds) => void slept.push(milliseconds),
        now: Date.now,
        timeoutInMilliseconds: 5,
      },
      new Log(() => {}),
    );
    const request = github.request({ method: "GET", path: "/x", purpose: "status", token: "t" });
    await expect(request).rejects.toMatchObject({
      name: "GithubUnavailable",
      message: expect.stringMatching(/did not answer GET \/x: .*timeout/),
    });
    expect(slept).toEqual([1000, 2000]);
  });

  it("says why there was no answer", async () => {
    const commitStatus = running();
    commitStatus.github.answers(
      () => new TypeError("fetch failed", { cause: new Error("getaddrinfo ENOTFOUND") }),
    );
    await expect(commitStatus.invoke(pipelineEvent("STARTED"))).rejects.toThrow(
      "fetch failed: getaddrinfo ENOTFOUND",
    );
    expect(commitStatus.messages("warn")).toEqual(["Asking GitHub again", "Asking GitHub again"]);
  });

  it("is asked again in a line that says of which event", async () => {
    const commitStatus = running();
    commitStatus.github.answers(answer(502), { method: "GET", times: 1 });
    const event = pipelineEvent("STARTED");
    await commitStatus.invoke(event);
    const again = commitStatus.lines().find(({ message }) => message === "Asking GitHub again");
    expect(again).toMatchObject({
      pipeline: event.detail.pipeline,
      executionId: event.detail["execution-id"],
      requestId: expect.any(String),
    });
  });

  it("is tried again for a question as for a post", async () => {
    const commitStatus = running();
    commitStatus.github.answers(answer(502), { method: "GET", times: 2 });
    await commitStatus.invoke(pipelineEvent("STARTED"));
    expect(commitStatus.slept).toEqual([1, 2]);
    expect(commitStatus.github.statuses).toHaveLength(1);
  });
});

describe("a limit of GitHub's", () => {
  it.each([
    ["retry-after of 20 seconds", 403, () => ({ "retry-after": "20" }), [20, 20]],
    ["retry-after of 21 seconds", 403, () => ({ "retry-after": "21" }), []],
    ["retry-after of a minute", 429, () => ({ "retry-after": "60" }), []],
    ["retry-after less than the back-off", 429, () => ({ "retry-after": "0" }), [1, 2]],
    ["retry-after as a date", 429, () => ({ "retry-after": "Sun, 22 Nov 2026 10:10:09 GMT" }), [9, 2]],
    [
      "a reset soon",
      403,
      (c: CommitStatus) => ({ "x-ratelimit-remaining": "0", "x-ratelimit-reset": inSeconds(c, 5) }),
      [5, 2],
    ],
    [
      "a reset in an hour",
      403,
      (c: CommitStatus) => ({ "x-ratelimit-remaining": "0", "x-ratelimit-reset": inSeconds(c, 3600) }),
      [],
    ],
  ])("with %s is waited for only if that is short", async (_, status, headers, slept) => {
    const commitStatus = running();
    commitStatus.github.answers(answer(status, headers(commitStatus)));
    await expect(commitStatus.invoke(pipelineEvent("STARTED"))).rejects.toMatchObject({
      name: "GithubRateLimited",
    });
    expect(commitStatus.slept).toEqual(slept);
  });

  it("that is not reached makes a 403 no matter of limits", async () => {
    const commitStatus = running();
    commitStatus.github.answers(answer(403, { "x-ratelimit-remaining": "4999", "x-ratelimit-reset": "1" }));
    await expect(commitStatus.invoke(pipelineEvent("STARTED"))).rejects.toMatchObject({
      name: "GithubForbidden",
    });
  });
});

describe("a refusal of GitHub's", () => {
  it.each([
    [401, "GithubUnauthorized", /Bad thing\. The token is revoked, expired or mistyped/],
    [403, "GithubForbidden", /Commit statuses: read and write/],
    [404, "GithubNotFound", /does not see the repository/],
    [422, "GithubUnprocessable", /the commit is not in the repository/],
    [418, "GithubError", /418: Bad thing\., which was not expected/],
  ])("of %i says what was asked, what GitHub said and what to do", async (status, name, message) => {
    const commitStatus = running();
    commitStatus.github.answers(answer(status, {}, { message: "Bad thing." }));
    await expect(commitStatus.invoke(pipelineEvent("STARTED"))).rejects.toMatchObject({
      name,
      message: expect.stringMatching(message),
    });
    const [line] = commitStatus.lines().filter(({ level }) => level === "error");
    expect(line).toMatchObject({ error: name, requestId: "request" });
    expect(line?.message).toContain("GET /repos/acme/shop/commits/");
  });

  const noList: readonly (readonly [string, Answer])[] = [
    ["a page", () => new Response("<html>", { status: 200 })],
    ["another object", answer(200, {}, { ok: true })],
  ];
  it.each(noList)("that is %s in place of an answer is an error", async (_, given) => {
    const commitStatus = running();
    commitStatus.github.answers(given);
    await expect(commitStatus.invoke(pipelineEvent("STARTED"))).rejects.toMatchObject({
      name: "GithubError",
      message: expect.stringContaining("see the URL of its API"),
    });
  });

  it("that is no JSON keeps its status", async () => {
    const commitStatus = running();
    commitStatus.github.answers(() => new Response("<html>no</html>", { status: 404 }));
    await expect(commitStatus.invoke(pipelineEvent("STARTED"))).rejects.toMatchObject({
      name: "GithubNotFound",
    });
  });
});
