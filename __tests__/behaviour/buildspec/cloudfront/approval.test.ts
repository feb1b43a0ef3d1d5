import { describe, expect, it, vi } from "vitest";
import { newReview, type Review } from "./support/new-review";
import { approvalOf } from "./support/reviews";
import type { ScriptOptions, ScriptRun } from "./support/script-runs";
import { Site } from "./support/site";
import { withScripts } from "./support/with-scripts";

vi.mock("../../../../local/aws/codepipeline/actions/index", () =>
  vi.importActual("../../local-aws/fake-actions"),
);
vi.mock("../../../../local/aws/codepipeline/artifacts/execution-artifacts", () =>
  vi.importActual("../../local-aws/fake-artifacts"),
);

withScripts("after an approval that failed", (newAccount, run) => {
  const underReview = () => newReview(newAccount());

  /** What the rule starts. */
  const cleanUp = async (
    { site, reviews, review }: Review,
    variables: Readonly<Record<string, string>> = {},
    options: Pick<ScriptOptions, "rewrite"> = {},
  ): Promise<ScriptRun> =>
    run("clean-up-after-approval.sh", site, {
      ...options,
      variables: {
        RELEASE: review.pipelineExecutionId,
        ACTION_EXECUTION_ID: await approvalOf(review),
        TOPIC_ARN: reviews.topicArn,
        ...variables,
      },
    });

  it("says that somebody rejected it, and their words, and cleans up", async () => {
    const all = await underReview();
    const { site, review, reviews } = all;
    await site.account.passTime({ minutes: 12 });
    await review.reject("Approve", 'Wrong "blue"');
    await review.end();
    const { exitCode, output } = await cleanUp(all);
    expect(exitCode, output).toBe(0);
    const reviewer = `arn:aws:iam::${site.account.accountId}:root`;
    // How long it was open includes how long this machine took.
    expect(output).toMatch(
      new RegExp(
        `^The release ${review.pipelineExecutionId} was rejected after 1\\d min by ${reviewer}, saying: Wrong "blue"$`,
        "m",
      ),
    );
    expect(await site.state()).toMatchObject({ others: [], policies: [], parameter: "deleted" });
    expect(await reviews.messages()).toMatchObject([
      {
        Subject: "shop: release rejected, cleaned up",
        Message: expect.stringMatching(
          /^The release .* was rejected after .*\nThe staging distribution .* are deleted\.$/,
        ),
      },
    ]);
  });

  it("says their words where the list of actions has none, as with an older AWS CLI", async () => {
    const all = await underReview();
    await all.review.reject("Approve", "not today");
    await all.review.end();
    const withoutWords = (call: string, answer: string) =>
      call === "ListActionExecutions" ? answer.replace(/"executionResult":/g, '"unknown":') : answer;
    const { exitCode, output } = await cleanUp(all, {}, { rewrite: withoutWords });
    expect(exitCode, output).toBe(0);
    expect(output).toMatch(/ was rejected after \d min by \S+, saying: not today$/m);
  });

  it("says that it expired where nobody answered, and cleans up", async () => {
    const all = await underReview();
    await all.site.account.passTime({ minutes: 7 * 24 * 60 + 1 });
    await all.review.end();
    const { exitCode, output } = await cleanUp(all);
    expect(exitCode, output).toBe(0);
    expect(output).toContain(
      `The approval of the release ${all.review.pipelineExecutionId} expired: nobody answered within 7 d 0 h.`,
    );
    expect(await all.site.state()).toMatchObject({ others: [], policies: [], parameter: "deleted" });
    expect(await all.reviews.messages()).toMatchObject([{ Subject: "shop: approval expired, cleaned up" }]);
  });

  it("tells nobody where there is no topic", async () => {
    const all = await underReview();
    await all.review.reject("Approve", "no");
    await all.review.end();
    const { exitCode, calls } = await cleanUp(all, { TOPIC_ARN: "" });
    expect(exitCode).toBe(0);
    expect(calls).not.toContain("Publish");
  });

  it("leaves a release alone whose approval is asked for again", async () => {
    const all = await underReview();
    await all.review.reject("Approve", "once more");
    await all.review.end();
    const first = await approvalOf(all.review);
    await all.review.retry("Approve");
    await all.review.rest();
    const before = await all.site.state();
    const { exitCode, output } = await cleanUp(all, { ACTION_EXECUTION_ID: first });
    expect(exitCode, output).toBe(0);
    expect(output).toContain("is asked for again");
    expect(await all.site.state()).toEqual(before);
  });

  it("leaves a release alone that was approved", async () => {
    const all = await underReview();
    await all.review.approve("Approve", "fine");
    await all.review.end();
    const before = await all.site.state();
    const { exitCode, output } = await cleanUp(all);
    expect(exitCode).toBe(1);
    expect(output).toContain("was approved, so nothing is cleaned up here");
    expect(await all.site.state()).toEqual(before);
  });

  it("waits where CodePipeline does not list yet what the event told", async () => {
    const all = await underReview();
    const ACTION_EXECUTION_ID = await approvalOf(all.review);
    const { exitCode, output } = await run("clean-up-after-approval.sh", all.site, {
      variables: { RELEASE: all.review.pipelineExecutionId, ACTION_EXECUTION_ID },
      async meanwhile() {
        if ((await all.review.status()) !== "InProgress") return;
        await all.review.reject("Approve", "no");
        await all.review.end();
      },
    });
    expect(exitCode, output).toBe(0);
    expect(output).toContain("CodePipeline does not say yet how the action");
    expect(await all.site.parameter()).toBe("deleted");
  });

  it("tells of a clean-up that failed, and fails", async () => {
    const all = await underReview();
    await all.review.reject("Approve", "no");
    await all.review.end();
    const { exitCode, output } = await cleanUp(all, { PRODUCTION_DISTRIBUTION_ID: "E0" });
    expect(exitCode).toBe(1);
    expect(output).toContain("Error: the clean-up failed. Start this build again when the cause is mended.");
    expect(await all.reviews.messages()).toMatchObject([
      {
        Subject: "shop: release rejected, clean-up failed",
        Message: expect.stringContaining("The clean-up failed. Error: there is no distribution E0"),
      },
    ]);
  });

  describe("started by hand", () => {
    const byHand = (site: Site) => run("clean-up-after-approval.sh", site);

    it("cleans up whatever no execution is about any more", async () => {
      const { site, review } = await underReview();
      await review.reject("Approve", "no");
      await review.end();
      const { exitCode, output } = await byHand(site);
      expect(exitCode, output).toBe(0);
      expect(await site.state()).toMatchObject({ others: [], policies: [], parameter: "deleted" });
    });

    it("refuses while the release is under review", async () => {
      const { site, review } = await underReview();
      const before = await site.state();
      const { exitCode, output } = await byHand(site);
      expect(exitCode).toBe(1);
      expect(output).toContain(
        `shows the release ${review.pipelineExecutionId}, whose execution has not ended. Reject it, or stop the execution`,
      );
      expect(await site.state()).toEqual(before);
    });

    it("has nothing to do where there is no staging distribution", async () => {
      const site = await Site.create(newAccount());
      const { exitCode, output } = await byHand(site);
      expect(exitCode, output).toBe(0);
      expect(output).toContain("there is nothing to clean up");
    });
  });
});
