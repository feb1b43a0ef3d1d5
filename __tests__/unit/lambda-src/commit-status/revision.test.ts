import { describe, expect, it } from "vitest";
import type { ArtifactRevision } from "../../../../lambda-src/commit-status/execution";
import { githubHost } from "../../../../lambda-src/commit-status/github-host";
import { revisionCommit } from "../../../../lambda-src/commit-status/revision";
import { CommitStatus, nothingSecretIsSaid } from "../../../support/commit-status/commit-status";
import { executionId, pipelineEvent } from "../../../support/commit-status/events";
import { image, ofConnection, ofV1, otherSha, sha } from "../../../support/commit-status/revisions";

nothingSecretIsSaid();

const commit = { owner: "acme", repo: "shop", sha };

async function succeeded(
  revisions: readonly ArtifactRevision[],
  variables: Readonly<Record<string, string>> = {},
) {
  const commitStatus = new CommitStatus(variables);
  commitStatus.executions.say(executionId, { status: "Succeeded", revisions });
  await commitStatus.invoke(pipelineEvent("SUCCEEDED"));
  return commitStatus;
}

describe("a revision", () => {
  it.each([
    ["a version 1 source", ofV1()],
    ["a connection", ofConnection()],
  ])("of %s names its commit", (_, revision) => {
    expect(revisionCommit(revision, "github.com")).toEqual(commit);
  });

  it.each([
    ["no URL", {}],
    ["an empty URL", { revisionUrl: "" }],
    ["no URL but a text", { revisionUrl: "acme/shop/commit/main" }],
    ["another host", ofV1({ host: "github.com.example.org" })],
    ["a host in the path", { revisionUrl: `https://example.org/github.com/acme/shop/commit/${sha}` }],
    ["more than a commit's path", { revisionUrl: `https://github.com/acme/shop/commit/${sha}/x` }],
    ["less than a commit's path", { revisionUrl: `https://github.com/acme/commit/${sha}` }],
    ["a tree", { revisionUrl: `https://github.com/acme/shop/tree/${sha}` }],
    ["a short sha", ofV1({ sha: sha.slice(0, 7) })],
    ["a branch", ofConnection({ sha: "main" })],
    ["a sha with more behind it", ofV1({ sha: `${sha}%0a` })],
    ["a path that leads up", ofConnection({ repository: "acme/.." })],
    ["an encoded slash", ofConnection({ repository: "acme/shop%2f.." })],
    ["three segments, as of GitLab's groups", ofConnection({ repository: "group/subgroup/shop" })],
    ["one segment", ofConnection({ repository: "shop" })],
    ["no repository", { revisionUrl: `https://example.org/connections/redirect?Commit=${sha}` }],
    ["an image", image],
  ])("with %s names none", (_, revision) => {
    expect(revisionCommit(revision, "github.com")).toBeUndefined();
  });

  it("may have a sha of SHA-256", () => {
    const long = sha + sha.slice(0, 24);
    expect(revisionCommit(ofV1({ sha: long }), "github.com")?.sha).toBe(long);
  });

  it.each([
    ["https://api.github.com", "github.com"],
    ["https://github.example.com/api/v3", "github.example.com"],
    ["https://api.acme.ghe.com", "acme.ghe.com"],
    ["http://127.0.0.1:8080", "127.0.0.1:8080"],
  ])("is compared with the host of the API %s", (apiUrl, host) => {
    expect(githubHost(apiUrl)).toBe(host);
    expect(revisionCommit(ofV1({ host }), githubHost(apiUrl))).toEqual(commit);
  });
});

describe("an execution", () => {
  it("posts to the API of a GitHub Enterprise Server", async () => {
    const GITHUB_API_URL = "https://github.example.com/api/v3/";
    const { github } = await succeeded([ofV1({ host: "github.example.com" })], { GITHUB_API_URL });
    expect(github.posts()[0]?.url).toBe(`https://github.example.com/api/v3/repos/acme/shop/statuses/${sha}`);
    expect(github.standing(sha)?.state).toBe("success");
  });

  it.each([
    ["of an image alone", [image]],
    ["of another GitHub", [ofV1({ host: "github.example.com" })]],
  ])("%s posts nothing and says so in one line", async (_, revisions) => {
    const commitStatus = await succeeded(revisions);
    expect(commitStatus.github.requests).toEqual([]);
    expect(commitStatus.lines()).toEqual([
      expect.objectContaining({
        level: "info",
        message: "The execution has no commit at github.com: there is none to post a status on",
        executionId,
      }),
    ]);
  });

  it("takes the commit wherever it stands among other revisions", async () => {
    const { github } = await succeeded([image, ofConnection()]);
    expect(github.standing(sha)?.state).toBe("success");
  });

  it("with one commit from two sources has that commit", async () => {
    const { github } = await succeeded([
      ofV1({ name: "a", repository: "Acme/Shop" }),
      ofConnection({ name: "b" }),
    ]);
    expect(github.statuses).toHaveLength(1);
  });

  it("with two commits is an error that says what to set", async () => {
    const revisions = [ofV1(), ofConnection({ name: "charts", repository: "acme/charts", sha: otherSha })];
    await expect(succeeded(revisions)).rejects.toMatchObject({
      name: "AmbiguousRevision",
      message: expect.stringMatching(
        /2 commits \(source: acme\/shop@0123456, charts: acme\/charts@89abcde\).*SOURCE_ARTIFACTS/,
      ),
    });
  });

  it("with two commits posts to the one of the named source", async () => {
    const revisions = [ofV1(), ofConnection({ name: "charts", repository: "acme/charts", sha: otherSha })];
    const { github } = await succeeded(revisions, { SOURCE_ARTIFACTS: '{"shop":"charts","other":"source"}' });
    expect(github.statuses.map(({ repository, sha }) => [repository, sha])).toEqual([
      ["acme/charts", otherSha],
    ]);
  });

  it("without the named source posts nothing and says which was looked for", async () => {
    const commitStatus = await succeeded([ofV1()], { SOURCE_ARTIFACTS: '{"shop":"charts"}' });
    expect(commitStatus.github.requests).toEqual([]);
    expect(commitStatus.lines()).toEqual([
      expect.objectContaining({ level: "info", artifacts: ["source"], sourceArtifact: "charts" }),
    ]);
  });
});
