import { generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { CommitStatus, nothingSecretIsSaid } from "../../../support/commit-status/commit-status";
import { executionId, laterExecutionId, pipelineEvent } from "../../../support/commit-status/events";
import { answer } from "../../../support/commit-status/fake-github";
import { ofV1, otherSha, sha } from "../../../support/commit-status/revisions";

nothingSecretIsSaid();

const hour = 60 * 60_000;

function keyPair(type: "pkcs1" | "pkcs8" = "pkcs1") {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return { publicKey, privateKey: String(privateKey.export({ type, format: "pem" })) };
}

// One key is enough for most: to make one takes time.
const key = keyPair();

function withApp(variables: Readonly<Record<string, string>> = {}, secret = key.privateKey) {
  const commitStatus = new CommitStatus({ GITHUB_APP_ID: "4711", ...variables }, secret);
  commitStatus.github.tokens.clear();
  commitStatus.github.app = { id: "4711", publicKey: key.publicKey, installationId: 99, lifetime: hour };
  commitStatus.executions.say(executionId, {});
  return commitStatus;
}

const asked = ({ github }: CommitStatus) =>
  github.requests.map(({ method, url }) => `${method} ${new URL(url).pathname}`);

const installation = "GET /repos/acme/shop/installation";
const newToken = "POST /app/installations/99/access_tokens";
const history = `GET /repos/acme/shop/commits/${sha}/statuses`;
const post = `POST /repos/acme/shop/statuses/${sha}`;

describe("a GitHub App", () => {
  it("looks up its installation and posts with a token for the repository's statuses alone", async () => {
    const commitStatus = withApp();
    await commitStatus.invoke(pipelineEvent("STARTED"));
    expect(asked(commitStatus)).toEqual([installation, newToken, history, post, history]);
    const [, { body } = {}] = commitStatus.github.requests;
    expect(body).toEqual({ repositories: ["shop"], permissions: { statuses: "write" } });
    expect(commitStatus.github.standing(sha)?.state).toBe("pending");
  });

  it("looks up no installation that is given", async () => {
    const commitStatus = withApp({ GITHUB_APP_INSTALLATION_ID: "99" });
    await commitStatus.invoke(pipelineEvent("STARTED"));
    expect(asked(commitStatus)).toEqual([newToken, history, post, history]);
  });

  it("takes a key of either kind, and one whose line breaks are written out", async () => {
    const pkcs8 = keyPair("pkcs8");
    for (const [secret, publicKey] of [
      [pkcs8.privateKey, pkcs8.publicKey],
      [key.privateKey.trim(), key.publicKey],
      [key.privateKey.replaceAll("\n", "\\n"), key.publicKey],
      [key.privateKey.replaceAll("\n", "\r\n"), key.publicKey],
    ] as const) {
      const commitStatus = withApp({}, secret);
      Object.assign(commitStatus.github.app ?? {}, { publicKey });
      await commitStatus.invoke(pipelineEvent("STARTED"));
      expect(commitStatus.github.statuses).toHaveLength(1);
    }
  });

  it("keeps a token until a minute before it expires", async () => {
    const commitStatus = withApp();
    const tokens = () => asked(commitStatus).filter((request) => request === newToken).length;
    await commitStatus.invoke(pipelineEvent("STARTED"));
    commitStatus.time += hour - 60_001;
    await commitStatus.invoke(pipelineEvent("STARTED"));
    expect(tokens()).toBe(1);
    commitStatus.time += 1;
    await commitStatus.invoke(pipelineEvent("STARTED"));
    expect(tokens()).toBe(2);
  });

  it("keeps the tokens of two repositories apart", async () => {
    const commitStatus = withApp();
    commitStatus.executions.say(laterExecutionId, {
      revisions: [ofV1({ repository: "acme/charts", sha: otherSha })],
    });
    await commitStatus.invoke(pipelineEvent("STARTED"));
    await commitStatus.invoke(pipelineEvent("STARTED", { "execution-id": laterExecutionId }));
    const used = commitStatus.github.posts().map(({ token }) => token);
    expect(new Set(used).size).toBe(2);
  });

  it("gets a new token when its own is revoked", async () => {
    const commitStatus = withApp();
    await commitStatus.invoke(pipelineEvent("STARTED"));
    commitStatus.github.tokens.clear();
    commitStatus.github.tokens.add("ghs_taken");
    commitStatus.executions.say(executionId, { status: "Succeeded" });
    await commitStatus.invoke(pipelineEvent("SUCCEEDED"));
    expect(commitStatus.github.standing(sha)?.state).toBe("success");
  });

  it("reads its key anew when GitHub does not know it any more", async () => {
    const commitStatus = withApp();
    await commitStatus.invoke(pipelineEvent("STARTED"));
    const next = keyPair();
    Object.assign(commitStatus.github.app ?? {}, { publicKey: next.publicKey });
    commitStatus.rotate(next.privateKey);
    commitStatus.github.tokens.clear();
    commitStatus.github.tokens.add("ghs_taken");
    commitStatus.executions.say(executionId, { status: "Succeeded" });
    await commitStatus.invoke(pipelineEvent("SUCCEEDED"));
    expect(commitStatus.github.standing(sha)?.state).toBe("success");
    expect(commitStatus.secretReads).toBe(2);
  });

  it("with a key of another App is an error that says so", async () => {
    const commitStatus = withApp({ GITHUB_APP_ID: "4712" });
    await expect(commitStatus.invoke(pipelineEvent("STARTED"))).rejects.toMatchObject({
      name: "GithubUnauthorized",
      message: expect.stringContaining("the App's ID is wrong"),
    });
  });

  it.each([
    ["GET", 404, "GithubNotFound", "not installed on the repository"],
    ["POST", 404, "GithubNotFound", "no such installation"],
    ["POST", 422, "GithubUnprocessable", "give the App the permission"],
    ["POST", 403, "GithubForbidden", "suspended"],
  ] as const)("whose %s is answered with %i says what to do", async (method, status, name, message) => {
    const commitStatus = withApp();
    commitStatus.github.answers(answer(status), { method });
    await expect(commitStatus.invoke(pipelineEvent("STARTED"))).rejects.toMatchObject({
      name,
      message: expect.stringContaining(message),
    });
  });

  it.each([
    ["cut off", key.privateKey.slice(0, 900)],
    ["a token", "ghp_token_in_place_of_a_key"],
    [
      "of another kind",
      String(generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" })),
    ],
  ])("whose key is %s is an error that does not show it", async (_, secret) => {
    const commitStatus = withApp({}, secret);
    await expect(commitStatus.invoke(pipelineEvent("STARTED"))).rejects.toMatchObject({
      name: "UnusableSecret",
    });
    expect(commitStatus.github.requests).toEqual([]);
  });

  it("that gets no token for its asking is an error", async () => {
    const commitStatus = withApp();
    commitStatus.github.answers(answer(201, {}, { message: "hello" }), { method: "POST" });
    await expect(commitStatus.invoke(pipelineEvent("STARTED"))).rejects.toMatchObject({
      name: "GithubError",
    });
  });
});
