import { describe, expect, it } from "vitest";
import { CommitStatus, nothingSecretIsSaid } from "../../../support/commit-status/commit-status";
import { executionId, pipelineEvent } from "../../../support/commit-status/events";
import { type Answer, answer, timeOut } from "../../../support/commit-status/fake-github";
import { ofConnection, ofV1, sha } from "../../../support/commit-status/revisions";

nothingSecretIsSaid();

interface Case {
  /** What the API says at that moment. */
  readonly status: string;
  readonly posted?: { readonly state: string; readonly description: string };
}

const states: Readonly<Record<string, Case>> = {
  STARTED: { status: "InProgress", posted: { state: "pending", description: "In progress" } },
  RESUMED: { status: "InProgress", posted: { state: "pending", description: "In progress" } },
  SUCCEEDED: { status: "Succeeded", posted: { state: "success", description: "Succeeded" } },
  FAILED: { status: "Failed", posted: { state: "failure", description: "Failed: the summary" } },
  STOPPED: { status: "Stopped", posted: { state: "error", description: "Stopped: the summary" } },
  STOPPING: { status: "Stopping" },
  CANCELED: {
    status: "Cancelled",
    posted: { state: "error", description: "Cancelled: the pipeline was changed meanwhile: the summary" },
  },
  SUPERSEDED: {
    status: "Superseded",
    posted: { state: "pending", description: "Superseded by a newer execution: no verdict on this commit" },
  },
  PAUSED: { status: "InProgress" },
};

const sources = { "version 1": ofV1(), connection: ofConnection() };

interface AnswerCase {
  readonly answers: readonly { readonly answer: Answer; readonly times?: number }[];
  /** Name of what is thrown. */
  readonly error?: string;
  readonly posts: number;
  readonly slept: readonly number[];
}

const answers: Readonly<Record<string, AnswerCase>> = {
  "201": { answers: [], posts: 1, slept: [] },
  "401": { answers: [{ answer: answer(401) }], error: "GithubUnauthorized", posts: 1, slept: [] },
  "403 with retry-after": {
    answers: [{ answer: answer(403, { "retry-after": "7" }) }],
    error: "GithubRateLimited",
    posts: 3,
    slept: [7, 7],
  },
  "403 with retry-after, then 201": {
    answers: [{ answer: answer(403, { "retry-after": "7" }), times: 1 }],
    posts: 2,
    slept: [7],
  },
  "403": { answers: [{ answer: answer(403) }], error: "GithubForbidden", posts: 1, slept: [] },
  "404": { answers: [{ answer: answer(404) }], error: "GithubNotFound", posts: 1, slept: [] },
  "422": { answers: [{ answer: answer(422) }], error: "GithubUnprocessable", posts: 1, slept: [] },
  "429": { answers: [{ answer: answer(429) }], error: "GithubRateLimited", posts: 3, slept: [1, 2] },
  "500 twice, then 201": { answers: [{ answer: answer(500), times: 2 }], posts: 3, slept: [1, 2] },
  "500 always": { answers: [{ answer: answer(500) }], error: "GithubUnavailable", posts: 3, slept: [1, 2] },
  "nothing in time": { answers: [{ answer: timeOut }], error: "GithubUnavailable", posts: 3, slept: [1, 2] },
};

describe.each(Object.entries(sources))("a source of kind %s", (_, revision) => {
  describe.each(Object.entries(states))("in state %s", (state, { status, posted }) => {
    it.each(Object.entries(answers))(
      "with GitHub answering %s",
      async (_, { answers, error, posts, slept }) => {
        const commitStatus = new CommitStatus();
        const { executions, github } = commitStatus;
        executions.say(executionId, { status, statusSummary: "the summary", revisions: [revision] });
        for (const given of answers) github.answers(given.answer, { ...given, method: "POST" });

        const invoked = commitStatus.invoke(pipelineEvent(state));

        if (posted === undefined) {
          await invoked;
          expect(github.requests).toEqual([]);
          return;
        }
        if (error === undefined) await invoked;
        else await expect(invoked).rejects.toMatchObject({ name: error });
        expect(github.posts()).toHaveLength(posts);
        expect(commitStatus.slept).toEqual(slept);
        const target_url =
          `https://eu-west-1.console.aws.amazon.com/codesuite/codepipeline/pipelines/shop/executions/${executionId}` +
          "/timeline?region=eu-west-1&started=2026-11-22T10:00:00.000Z";
        const expected = {
          repository: "acme/shop",
          sha,
          context: "codepipeline/shop",
          target_url,
          ...posted,
        };
        expect(github.statuses).toEqual(error === undefined ? [expected] : []);
        expect(commitStatus.messages("error")).toHaveLength(error === undefined ? 0 : 1);
      },
    );
  });
});

describe("a state", () => {
  it("that nobody knows is a warning in the log, of an event and of the API", async () => {
    const commitStatus = new CommitStatus();
    commitStatus.executions.say(executionId, { status: "Hibernating" });
    await commitStatus.invoke(pipelineEvent("PAUSED"));
    await commitStatus.invoke(pipelineEvent("STARTED"));
    expect(commitStatus.messages("warn")).toEqual([
      "The event has a state that is not known here: nothing is posted",
      "CodePipeline says a status that is not known here: nothing is posted",
    ]);
    expect(commitStatus.lines()[0]).toMatchObject({
      level: "warn",
      pipeline: "shop",
      executionId,
      event: "PAUSED",
      requestId: "request",
    });
  });

  it("of being stopped leaves what stands", async () => {
    const commitStatus = new CommitStatus();
    commitStatus.executions.say(executionId, {});
    await commitStatus.invoke(pipelineEvent("STARTED"));
    commitStatus.executions.say(executionId, { status: "Stopping" });
    await commitStatus.invoke(pipelineEvent("STOPPING"));
    expect(commitStatus.github.standing(sha)).toMatchObject({ state: "pending", description: "In progress" });
    expect(commitStatus.github.statuses).toHaveLength(1);
  });

  it("of being superseded is a success only where the settings ask for it", async () => {
    const commitStatus = new CommitStatus({ SUPERSEDED_STATE: "success" });
    commitStatus.executions.say(executionId, { status: "Superseded" });
    await commitStatus.invoke(pipelineEvent("SUPERSEDED"));
    expect(commitStatus.github.standing(sha)).toMatchObject({
      state: "success",
      description: "Superseded by a newer execution",
    });
  });

  it("of being superseded replaces the pending of its run", async () => {
    const commitStatus = new CommitStatus();
    commitStatus.executions.say(executionId, {});
    await commitStatus.invoke(pipelineEvent("STARTED"));
    commitStatus.executions.say(executionId, { status: "Superseded" });
    await commitStatus.invoke(pipelineEvent("SUPERSEDED"));
    expect(commitStatus.github.standing(sha)?.description).toContain("no verdict");
  });

  it("of having been stopped carries the comment of the event where the API says nothing", async () => {
    const commitStatus = new CommitStatus();
    commitStatus.executions.say(executionId, { status: "Stopped" });
    await commitStatus.invoke(pipelineEvent("STOPPED", { "stop-execution-comments": "wrong branch" }));
    expect(commitStatus.github.standing(sha)).toMatchObject({
      state: "error",
      description: "Stopped: wrong branch",
    });
  });

  it.each([
    ["InProgress", "STARTED", "pending", "Roll-back to this commit: in progress"],
    ["Succeeded", "SUCCEEDED", "success", "Roll-back to this commit: succeeded"],
    ["Failed", "FAILED", "failure", "Roll-back to this commit: failed: no capacity"],
  ])("%s of a roll-back says that it is one", async (status, event, state, description) => {
    const commitStatus = new CommitStatus();
    commitStatus.executions.say(executionId, { status, statusSummary: "no capacity", isRollback: true });
    await commitStatus.invoke(pipelineEvent(event));
    expect(commitStatus.github.standing(sha)).toMatchObject({ state, description });
  });
});
