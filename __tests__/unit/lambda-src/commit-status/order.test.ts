import { describe, expect, it } from "vitest";
import { CommitStatus, nothingSecretIsSaid } from "../../../support/commit-status/commit-status";
import {
  executionId,
  laterExecutionId,
  laterStarted,
  pipelineEvent,
  sourceEvent,
  started,
} from "../../../support/commit-status/events";
import { sha } from "../../../support/commit-status/revisions";

nothingSecretIsSaid();

const later = { "execution-id": laterExecutionId, "start-time": laterStarted };
const states = ({ github }: CommitStatus) => github.statuses.map(({ state }) => state);

describe("events of one execution", () => {
  it("that come twice post once", async () => {
    const commitStatus = new CommitStatus();
    commitStatus.executions.say(executionId, { status: "Succeeded" });
    await commitStatus.invoke(pipelineEvent("SUCCEEDED"));
    await commitStatus.invoke(pipelineEvent("SUCCEEDED"));
    expect(states(commitStatus)).toEqual(["success"]);
  });

  it("follow it from its source to its end", async () => {
    const commitStatus = new CommitStatus();
    commitStatus.executions.say(executionId, { revisions: [] });
    await commitStatus.invoke(pipelineEvent("STARTED"));
    expect(states(commitStatus)).toEqual([]);
    expect(commitStatus.messages("info")).toEqual([
      "The execution has no revision yet: there is no commit to post a status on",
    ]);
    commitStatus.executions.say(executionId, {});
    await commitStatus.invoke(sourceEvent());
    commitStatus.executions.say(executionId, { status: "Failed" });
    await commitStatus.invoke(pipelineEvent("FAILED"));
    commitStatus.executions.say(executionId, {});
    await commitStatus.invoke(pipelineEvent("RESUMED", { "pipeline-execution-attempt": 2 }));
    commitStatus.executions.say(executionId, { status: "Succeeded" });
    await commitStatus.invoke(pipelineEvent("SUCCEEDED", { "pipeline-execution-attempt": 2 }));
    expect(states(commitStatus)).toEqual(["pending", "failure", "pending", "success"]);
    expect(commitStatus.slept).toEqual([]);
  });

  it("end right when the failure comes after the retry", async () => {
    const commitStatus = new CommitStatus();
    commitStatus.executions.say(executionId, {});
    await commitStatus.invoke(pipelineEvent("RESUMED"));
    await commitStatus.invoke(pipelineEvent("FAILED"));
    expect(states(commitStatus)).toEqual(["pending"]);
  });

  it.each(["STARTED", "RESUMED", "FAILED", "STOPPING"])(
    "end right when %s comes after the success",
    async (state) => {
      const commitStatus = new CommitStatus();
      commitStatus.executions.say(executionId, { status: "Succeeded" });
      await commitStatus.invoke(pipelineEvent("SUCCEEDED"));
      await commitStatus.invoke(pipelineEvent(state));
      expect(states(commitStatus)).toEqual(["success"]);
    },
  );

  it("end right when that of the source comes last", async () => {
    const commitStatus = new CommitStatus();
    commitStatus.executions.say(executionId, { status: "Failed" });
    await commitStatus.invoke(pipelineEvent("FAILED"));
    await commitStatus.invoke(sourceEvent());
    expect(states(commitStatus)).toEqual(["failure"]);
  });

  it("end right when only a late one of the source comes at all", async () => {
    const commitStatus = new CommitStatus();
    commitStatus.executions.say(executionId, { status: "Failed" });
    const result = { "external-execution-summary": "Add a license" };
    await commitStatus.invoke(sourceEvent({ "execution-result": result }));
    expect(commitStatus.github.statuses).toEqual([
      expect.objectContaining({ state: "failure", description: "Failed" }),
    ]);
  });

  it("post a second failure after a retry that fails too, with its own reason", async () => {
    const commitStatus = new CommitStatus();
    for (const statusSummary of ["first", "second"]) {
      commitStatus.executions.say(executionId, {});
      await commitStatus.invoke(pipelineEvent("RESUMED"));
      commitStatus.executions.say(executionId, { status: "Failed", statusSummary });
      await commitStatus.invoke(pipelineEvent("FAILED"));
    }
    expect(commitStatus.github.statuses.map(({ description }) => description)).toEqual([
      "In progress",
      "Failed: first",
      "In progress",
      "Failed: second",
    ]);
  });
});

describe("an API that lags behind the event", () => {
  it("is asked again until it has caught up", async () => {
    const commitStatus = new CommitStatus();
    commitStatus.executions.say(executionId, {}, {}, { status: "Failed" });
    await commitStatus.invoke(pipelineEvent("FAILED"));
    expect(states(commitStatus)).toEqual(["failure"]);
    expect(commitStatus.slept).toEqual([0.5, 1]);
  });

  it("is believed after three more looks", async () => {
    const commitStatus = new CommitStatus();
    commitStatus.executions.say(executionId, {});
    await commitStatus.invoke(pipelineEvent("FAILED"));
    expect(states(commitStatus)).toEqual(["pending"]);
    expect(commitStatus.slept).toEqual([0.5, 1, 2]);
  });

  it("is not let take back what it said a moment ago", async () => {
    const commitStatus = new CommitStatus();
    commitStatus.executions.say(executionId, { status: "Failed" }, {}, { status: "Failed" });
    await commitStatus.invoke(pipelineEvent("FAILED"));
    expect(states(commitStatus)).toEqual(["failure"]);
  });

  it("is asked again for the revision that a source action has brought", async () => {
    const commitStatus = new CommitStatus();
    const revisions = [{ name: "other" }];
    commitStatus.executions.say(executionId, { revisions: [] }, { revisions }, {});
    await commitStatus.invoke(sourceEvent());
    expect(states(commitStatus)).toEqual(["pending"]);
    expect(commitStatus.slept).toEqual([0.5, 1]);
  });

  it("is asked again for any revision, where the event of the source does not say which", async () => {
    const commitStatus = new CommitStatus();
    commitStatus.executions.say(executionId, { revisions: [] }, {});
    await commitStatus.invoke(sourceEvent({ "output-artifacts": undefined }));
    expect(states(commitStatus)).toEqual(["pending"]);
    expect(commitStatus.slept).toEqual([0.5]);
  });

  it("that does not know the execution is an error, so that Lambda tries again", async () => {
    await expect(new CommitStatus().invoke(pipelineEvent("STARTED"))).rejects.toMatchObject({
      name: "PipelineExecutionNotFoundException",
    });
  });
});

describe("two executions of one commit", () => {
  const ended = { status: "Succeeded" };

  it("leave the status of the newer one, whichever ends last", async () => {
    const commitStatus = new CommitStatus();
    commitStatus.executions.say(executionId, {});
    commitStatus.executions.say(laterExecutionId, {});
    await commitStatus.invoke(pipelineEvent("STARTED"));
    await commitStatus.invoke(pipelineEvent("STARTED", later));
    commitStatus.executions.say(laterExecutionId, ended);
    await commitStatus.invoke(pipelineEvent("SUCCEEDED", later));
    commitStatus.executions.say(executionId, { status: "Failed" });
    await commitStatus.invoke(pipelineEvent("FAILED"));
    expect(states(commitStatus)).toEqual(["pending", "pending", "success"]);
    expect(commitStatus.github.standing(sha)?.target_url).toContain(laterExecutionId);
    expect(commitStatus.lines().at(-1)).toMatchObject({
      message: "A newer status stands",
      newer: { executionId: laterExecutionId },
    });
  });

  it("keep their order when an event does not say when its execution started", async () => {
    const commitStatus = new CommitStatus();
    const unknown = { "start-time": undefined };
    commitStatus.executions.say(executionId, {});
    await commitStatus.invoke(pipelineEvent("STARTED"));
    await commitStatus.invoke(pipelineEvent("RESUMED", unknown, "2026-11-22T10:09:00Z"));
    commitStatus.executions.say(executionId, { status: "Failed" });
    await commitStatus.invoke(pipelineEvent("FAILED", unknown, "2026-11-22T10:09:30Z"));
    commitStatus.executions.say(laterExecutionId, {});
    await commitStatus.invoke(pipelineEvent("STARTED", later));
    expect(states(commitStatus)).toEqual(["pending", "failure", "pending"]);
    expect(commitStatus.github.standing(sha)?.target_url).toContain(laterExecutionId);
  });

  it("bring back the status of the newer one, where another program has posted over it", async () => {
    const commitStatus = new CommitStatus();
    commitStatus.executions.say(laterExecutionId, ended);
    await commitStatus.invoke(pipelineEvent("SUCCEEDED", later));
    const [posted] = commitStatus.github.statuses;
    if (posted === undefined) throw new Error("nothing was posted");
    commitStatus.github.statuses.push({ ...posted, state: "error", target_url: "https://ci.example.org/1" });
    commitStatus.executions.say(executionId, { status: "Failed" });
    await commitStatus.invoke(pipelineEvent("FAILED"));
    expect(states(commitStatus)).toEqual(["success", "error", "success"]);
  });

  it("that started at once have an order too", async () => {
    const commitStatus = new CommitStatus();
    commitStatus.executions.say(executionId, ended);
    commitStatus.executions.say(laterExecutionId, { status: "Failed" });
    const atOnce = { ...later, "start-time": started };
    await commitStatus.invoke(pipelineEvent("FAILED", atOnce));
    await commitStatus.invoke(pipelineEvent("SUCCEEDED"));
    await commitStatus.invoke(pipelineEvent("FAILED", atOnce));
    expect(states(commitStatus)).toEqual(["failure"]);
  });

  it("of two commits do not touch each other", async () => {
    const commitStatus = new CommitStatus();
    const other = "89abcdef0123456789abcdef0123456789abcdef";
    const revisionUrl = `https://github.com/acme/shop/commit/${other}`;
    commitStatus.executions.say(laterExecutionId, { ...ended, revisions: [{ revisionUrl }] });
    commitStatus.executions.say(executionId, { status: "Failed" });
    await commitStatus.invoke(pipelineEvent("SUCCEEDED", later));
    await commitStatus.invoke(pipelineEvent("FAILED"));
    expect(commitStatus.github.standing(other)?.state).toBe("success");
    expect(commitStatus.github.standing(sha)?.state).toBe("failure");
  });
});
