import { describe, expect, it } from "vitest";
import { CommitStatus, nothingSecretIsSaid } from "../../../support/commit-status/commit-status";
import {
  executionId,
  laterExecutionId,
  laterStarted,
  pipelineEvent,
  stageEvent,
} from "../../../support/commit-status/events";
import type { SentRequest } from "../../../support/commit-status/fake-github";
import { sha } from "../../../support/commit-status/revisions";

nothingSecretIsSaid();

const later = { "execution-id": laterExecutionId, "start-time": laterStarted };
const states = ({ github }: CommitStatus) => github.statuses.map(({ state }) => state);

/** A promise, and what fulfils it. */
function signal() {
  let resolve = () => {};
  const promise = new Promise<void>((fulfil) => {
    resolve = fulfil;
  });
  return { promise, resolve };
}

describe("two invocations that race", () => {
  /** Holds the first post until it is let go. */
  function heldPost(commitStatus: CommitStatus) {
    const arrived = signal();
    const letGo = signal();
    let isFirst = true;
    commitStatus.github.before = async ({ method }: SentRequest) => {
      if (method !== "POST" || !isFirst) return;
      isFirst = false;
      arrived.resolve();
      await letGo.promise;
    };
    return { arrived: arrived.promise, letGo: letGo.resolve };
  }

  it("end with what the API says, though the older post arrives last", async () => {
    const commitStatus = new CommitStatus();
    const { arrived, letGo } = heldPost(commitStatus);
    commitStatus.executions.say(executionId, { status: "Failed" });
    const slow = commitStatus.invoke(pipelineEvent("FAILED"));
    await arrived;
    commitStatus.executions.say(executionId, {});
    await commitStatus.invoke(pipelineEvent("RESUMED"));
    expect(states(commitStatus)).toEqual(["pending"]);
    letGo();
    await slow;
    expect(states(commitStatus)).toEqual(["pending", "failure", "pending"]);
  });

  it("of two executions end with the newer one, though the older post arrives when the newer is done", async () => {
    const commitStatus = new CommitStatus();
    const { arrived, letGo } = heldPost(commitStatus);
    commitStatus.executions.say(executionId, { status: "Failed" });
    commitStatus.executions.say(laterExecutionId, {});
    const slow = commitStatus.invoke(pipelineEvent("FAILED"));
    await arrived;
    await commitStatus.invoke(pipelineEvent("STARTED", later));
    letGo();
    await slow;
    expect(states(commitStatus)).toEqual(["pending", "failure", "pending"]);
    expect(commitStatus.github.standing(sha)?.target_url).toContain(laterExecutionId);
  });

  it("bring back what the API says of a newer execution by now, not what was said of it before", async () => {
    const commitStatus = new CommitStatus();
    const { arrived, letGo } = heldPost(commitStatus);
    commitStatus.executions.say(executionId, { status: "Failed" });
    commitStatus.executions.say(laterExecutionId, {});
    const slow = commitStatus.invoke(pipelineEvent("FAILED"));
    await arrived;
    await commitStatus.invoke(pipelineEvent("STARTED", later));
    commitStatus.executions.say(laterExecutionId, { status: "Succeeded" });
    letGo();
    await slow;
    expect(commitStatus.github.standing(sha)).toMatchObject({ state: "success", description: "Succeeded" });
    expect(commitStatus.github.standing(sha)?.target_url).toContain(`${laterExecutionId}/timeline`);
    expect(commitStatus.github.standing(sha)?.target_url).toContain(laterStarted);
  });

  it("of a stage end with the later event", async () => {
    const commitStatus = new CommitStatus({ LEVELS: "stage" });
    const { arrived, letGo } = heldPost(commitStatus);
    commitStatus.executions.say(executionId, {});
    const slow = commitStatus.invoke(stageEvent("STARTED", {}, "2026-11-22T10:01:00Z"));
    await arrived;
    const fast = commitStatus.invoke(stageEvent("SUCCEEDED", {}, "2026-11-22T10:02:00Z"));
    await fast;
    letGo();
    await slow;
    expect(states(commitStatus)).toEqual(["success", "pending", "success"]);
    expect(commitStatus.github.standing(sha, "codepipeline/shop/Deploy")?.target_url).toContain("10:02:00");
  });
});
