import { describe, expect, it } from "vitest";
import { CommitStatus, nothingSecretIsSaid } from "../../../support/commit-status/commit-status";
import {
  actionEvent,
  executionId,
  laterExecutionId,
  laterStarted,
  pipelineEvent,
  sourceEvent,
  stageEvent,
} from "../../../support/commit-status/events";
import { sha } from "../../../support/commit-status/revisions";

nothingSecretIsSaid();

const everyLevel = { LEVELS: "pipeline,stage,action" };
const stage = "codepipeline/shop/Deploy";
const action = "codepipeline/shop/Deploy/Production";

function running(variables: Readonly<Record<string, string>>) {
  const commitStatus = new CommitStatus(variables);
  commitStatus.executions.say(executionId, {});
  return commitStatus;
}

describe("a level that is not asked for", () => {
  it.each([
    ["pipeline", { LEVELS: "stage" }, pipelineEvent("STARTED")],
    ["stage", { LEVELS: "pipeline,action" }, stageEvent("STARTED")],
    ["action", {}, actionEvent("STARTED")],
    ["pipeline of a source", { LEVELS: "stage" }, sourceEvent()],
    ["action of a source that has brought nothing yet", {}, sourceEvent({ state: "STARTED" })],
  ])("is left out: %s", async (_, variables, event) => {
    const commitStatus = running(variables);
    await commitStatus.invoke(event);
    expect(commitStatus.github.requests).toEqual([]);
    expect(commitStatus.executions.reads).toBe(0);
    expect(commitStatus.messages("info")).toEqual(["No status is asked for at this level"]);
  });
});

describe("the status of a stage", () => {
  it("has its own context, and an URL that says when it changed", async () => {
    const commitStatus = running(everyLevel);
    await commitStatus.invoke(stageEvent("STARTED"));
    expect(commitStatus.github.statuses).toEqual([
      {
        repository: "acme/shop",
        sha,
        context: stage,
        state: "pending",
        description: "In progress",
        target_url:
          `https://eu-west-1.console.aws.amazon.com/codesuite/codepipeline/pipelines/shop/executions/${executionId}` +
          "/timeline?region=eu-west-1&started=2026-11-22T10:00:00.000Z&event=2026-11-22T10:03:00.000Z",
      },
    ]);
  });

  it.each([
    ["SUCCEEDED", "success", "Succeeded"],
    ["FAILED", "failure", "Failed"],
    ["STOPPED", "error", "Stopped"],
    ["CANCELED", "error", "Cancelled: the pipeline was changed meanwhile"],
    ["RESUMED", "pending", "In progress"],
  ])("of %s is %s, whatever the execution is at", async (state, posted, description) => {
    const commitStatus = running(everyLevel);
    await commitStatus.invoke(stageEvent(state));
    expect(commitStatus.github.standing(sha, stage)).toMatchObject({ state: posted, description });
    expect(commitStatus.slept).toEqual([]);
  });

  it("stays while it is being stopped", async () => {
    const commitStatus = running(everyLevel);
    await commitStatus.invoke(stageEvent("STOPPING"));
    expect(commitStatus.github.requests).toEqual([]);
  });

  it("ends right when it starts and ends within a second, in either order", async () => {
    for (const states of [
      ["STARTED", "SUCCEEDED"],
      ["SUCCEEDED", "STARTED"],
    ]) {
      const commitStatus = running(everyLevel);
      for (const state of states) await commitStatus.invoke(stageEvent(state));
      expect(commitStatus.github.standing(sha, stage)?.state).toBe("success");
    }
  });

  it("ends right when events come late or twice", async () => {
    const commitStatus = running(everyLevel);
    const ended = stageEvent("SUCCEEDED", {}, "2026-11-22T10:04:00Z");
    await commitStatus.invoke(ended);
    await commitStatus.invoke(stageEvent("FAILED", {}, "2026-11-22T10:02:00Z"));
    await commitStatus.invoke(stageEvent("RESUMED", {}, "2026-11-22T10:03:00Z"));
    await commitStatus.invoke(ended);
    expect(commitStatus.github.statuses.map(({ state }) => state)).toEqual(["success"]);
  });

  it("follows a retry, and one within the second too", async () => {
    const retried = { "pipeline-execution-attempt": 2 };
    const commitStatus = running(everyLevel);
    await commitStatus.invoke(stageEvent("STARTED", {}, "2026-11-22T10:02:00Z"));
    await commitStatus.invoke(stageEvent("FAILED"));
    await commitStatus.invoke(stageEvent("RESUMED", retried));
    await commitStatus.invoke(stageEvent("FAILED"));
    await commitStatus.invoke(stageEvent("SUCCEEDED", retried, "2026-11-22T10:05:00Z"));
    expect(commitStatus.github.statuses.map(({ state }) => state)).toEqual([
      "pending",
      "failure",
      "pending",
      "success",
    ]);
    expect(commitStatus.github.standing(sha, stage)?.target_url).toMatch(/&attempt=2$/);
  });

  it("tells of a retry though it is pending already, so that a failure before it comes too late", async () => {
    const commitStatus = running(everyLevel);
    await commitStatus.invoke(stageEvent("STARTED", {}, "2026-11-22T10:01:00Z"));
    await commitStatus.invoke(stageEvent("RESUMED", {}, "2026-11-22T10:03:00Z"));
    await commitStatus.invoke(stageEvent("FAILED", {}, "2026-11-22T10:02:00Z"));
    expect(commitStatus.github.statuses.map(({ state }) => state)).toEqual(["pending", "pending"]);
  });

  it("is that of the newer execution of the commit", async () => {
    const commitStatus = running(everyLevel);
    commitStatus.executions.say(laterExecutionId, {});
    const later = { "execution-id": laterExecutionId, "start-time": laterStarted };
    await commitStatus.invoke(stageEvent("SUCCEEDED", later, "2026-11-22T10:06:00Z"));
    await commitStatus.invoke(stageEvent("FAILED", {}, "2026-11-22T10:07:00Z"));
    expect(commitStatus.github.standing(sha, stage)).toMatchObject({ state: "success" });
  });

  it("of a roll-back says that it is one", async () => {
    const commitStatus = running(everyLevel);
    commitStatus.executions.say(executionId, { isRollback: true });
    await commitStatus.invoke(stageEvent("SUCCEEDED"));
    expect(commitStatus.github.standing(sha, stage)?.description).toBe("Roll-back to this commit: succeeded");
  });
});

describe("the status of an action", () => {
  it("has a context below its stage's, and says why the action failed", async () => {
    const commitStatus = running(everyLevel);
    const result = { "external-execution-summary": "Deployment d-1 failed", "external-execution-id": "d-1" };
    await commitStatus.invoke(actionEvent("FAILED", { "execution-result": result }));
    expect(commitStatus.github.standing(sha, action)).toMatchObject({
      state: "failure",
      description: "Failed: Deployment d-1 failed",
    });
  });

  it("that was abandoned is an error", async () => {
    const commitStatus = running(everyLevel);
    await commitStatus.invoke(actionEvent("ABANDONED"));
    expect(commitStatus.github.standing(sha, action)?.state).toBe("error");
  });

  it("of a source comes with the first status of the pipeline", async () => {
    const commitStatus = running(everyLevel);
    await commitStatus.invoke(sourceEvent());
    expect(commitStatus.github.statuses.map(({ context, state }) => [context, state])).toEqual([
      ["codepipeline/shop", "pending"],
      ["codepipeline/shop/Source/Source", "success"],
    ]);
  });
});

describe("a context", () => {
  it("is what the settings make of it", async () => {
    const commitStatus = running({ STATUS_CONTEXT: "<pipeline> on <pipeline>, $& and all" });
    await commitStatus.invoke(pipelineEvent("STARTED"));
    expect(commitStatus.github.statuses[0]?.context).toBe("shop on shop, $& and all");
  });

  it("is found among many others, whatever its case", async () => {
    const commitStatus = running({ STATUS_CONTEXT: "CodePipeline/<pipeline>" });
    await commitStatus.invoke(pipelineEvent("STARTED"));
    const own = commitStatus.github.statuses[0];
    if (own === undefined) throw new Error("nothing was posted");
    commitStatus.github.statuses[0] = { ...own, context: "codepipeline/shop" };
    for (let i = 0; i < 250; i++) commitStatus.github.statuses.push({ ...own, context: `other-${i}` });
    await commitStatus.invoke(pipelineEvent("STARTED"));
    expect(commitStatus.github.posts()).toHaveLength(1);
  });

  it("that another program used before is taken over", async () => {
    const commitStatus = running({});
    const target_url = "https://ci.example.org/builds/1";
    const context = "codepipeline/shop";
    const other = {
      repository: "acme/shop",
      sha,
      context,
      state: "pending",
      description: "In progress",
      target_url,
    };
    commitStatus.github.statuses.push(other, { ...other, target_url: "" });
    await commitStatus.invoke(pipelineEvent("STARTED"));
    expect(commitStatus.github.standing(sha)?.target_url).toContain(executionId);
  });
});
