import { describe, expect, it } from "vitest";
import { Log } from "../../../../lambda-src/commit-status/log";
import { CommitStatus, nothingSecretIsSaid } from "../../../support/commit-status/commit-status";
import { executionId, pipelineEvent } from "../../../support/commit-status/events";
import { answer } from "../../../support/commit-status/fake-github";
import { sha } from "../../../support/commit-status/revisions";

nothingSecretIsSaid();

const minutes = 60_000;

function running(secret?: string) {
  const commitStatus = new CommitStatus({}, secret);
  commitStatus.executions.say(executionId, {});
  return commitStatus;
}

describe("the token", () => {
  it("is read once in five minutes, and not before there is something to post", async () => {
    const commitStatus = running();
    await commitStatus.invoke(pipelineEvent("PAUSED"));
    expect(commitStatus.secretReads).toBe(0);
    await commitStatus.invoke(pipelineEvent("STARTED"));
    commitStatus.time += 5 * minutes - 1;
    await commitStatus.invoke(pipelineEvent("STARTED"));
    expect(commitStatus.secretReads).toBe(1);
    commitStatus.time += 1;
    await commitStatus.invoke(pipelineEvent("STARTED"));
    expect(commitStatus.secretReads).toBe(2);
  });

  it("that was rotated is read anew, and the status is posted with it", async () => {
    const commitStatus = running();
    await commitStatus.invoke(pipelineEvent("STARTED"));
    commitStatus.github.tokens.clear();
    commitStatus.github.tokens.add("ghp_another");
    commitStatus.rotate("ghp_another");
    commitStatus.executions.say(executionId, { status: "Succeeded" });
    await commitStatus.invoke(pipelineEvent("SUCCEEDED"));
    expect(commitStatus.github.standing(sha)?.state).toBe("success");
    expect(commitStatus.secretReads).toBe(2);
  });

  it("that is refused after it was read anew is an error at once", async () => {
    const commitStatus = running();
    commitStatus.github.tokens.clear();
    await expect(commitStatus.invoke(pipelineEvent("STARTED"))).rejects.toMatchObject({
      name: "GithubUnauthorized",
    });
    expect(commitStatus.secretReads).toBe(2);
    expect(commitStatus.github.requests).toHaveLength(1);
  });

  it("that is another and refused too is an error", async () => {
    const commitStatus = running();
    commitStatus.github.before = async () => commitStatus.rotate(`ghp_refused_${commitStatus.secretReads}`);
    commitStatus.github.answers(answer(401));
    await expect(commitStatus.invoke(pipelineEvent("STARTED"))).rejects.toMatchObject({
      name: "GithubUnauthorized",
    });
    expect(commitStatus.github.requests).toHaveLength(2);
  });

  it.each(["ghp_one\nghp_two", "ghp token", "ghp_töken", '{"token":"ghp token"}'])(
    "that no header can carry is refused without being shown: %j",
    async (secret) => {
      const commitStatus = running(secret);
      await expect(commitStatus.invoke(pipelineEvent("STARTED"))).rejects.toMatchObject({
        name: "UnusableSecret",
      });
      expect(commitStatus.github.requests).toEqual([]);
    },
  );
});

describe("the check that nothing secret is said", () => {
  it("finds a token, and a header", async () => {
    const commitStatus = running();
    const log = new Log((line) => commitStatus.said.push(line));
    log.info("a", { token: "ghp_token" });
    log.info("b", { authorization: "Bearer" });
    log.info("c");
    expect(commitStatus.leaks()).toHaveLength(2);
    commitStatus.said.length = 0;
  });
});
