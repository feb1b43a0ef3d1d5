import { afterAll, beforeAll, expect, it } from "vitest";
import type { PipelineRun } from "../../local/aws/pipeline-run";
import { AppliedSite } from "../support/cloudfront/applied-site";
import { siteEntry } from "../support/cloudfront/site-entry";
import { onTheBench } from "../support/on-the-bench";
import { synthesize } from "../support/synthesize";

const name = "troubled-shop";
const entry = siteEntry(name);
const distribution = { comment: "The shop" };
const commented = siteEntry(name, { distribution });
const changed = siteEntry(name, { distribution, traffic: { type: "header", value: "review" } });

// One site is walked through its troubles: each test goes on where the one before it stopped.
onTheBench("a site in whose review something goes wrong", () => {
  let site: AppliedSite;
  /** What is under review. */
  let run: PipelineRun;

  beforeAll(async () => {
    site = await AppliedSite.open("100000000402", entry);
    await site.apply();
  });
  afterAll(async () => site?.deployment.workspace.close());

  const preview = () => site.visit({ headers: { "aws-cf-cd-staging": "review" } });

  it("is not promoted when an apply changed production meanwhile, and Terraform finds that as it should be", async () => {
    run = await site.review("version 1");
    expect(await site.deployment.applyChanged(synthesize(commented))).toEqual([]);
    expect(await site.preview()).toBe("version 1");
    await run.approve("Approve");
    expect(await site.failure(run, "Promote")).toContain(
      `the production distribution has changed since the review of the release ${run.pipelineExecutionId} began`,
    );
    expect(await site.visit()).toBe("403");
    expect(await site.deployment.changes()).toBe("");
  });

  it("gives the staging distribution to the next release, with what was changed", async () => {
    // What the approval says changes with it: CodePipeline cancels a review when its pipeline is changed.
    expect(await site.deployment.applyChanged(synthesize(changed))).toEqual([]);
    const before = (await site.staging()).map(({ id }) => id);
    run = await site.review("version 2");
    expect(await site.staging()).toMatchObject([{ id: before[0], comment: "The shop" }]);
    expect(await preview()).toBe("version 2");
  });

  it("is not promoted when an approval comes after a rejection was cleaned up", async () => {
    await run.reject("Approve", "not yet");
    const { status, log } = await site.cleanUps.after(0);
    expect(status, log).toBe("SUCCEEDED");
    await run.end(240);
    await run.retry("Approve");
    await run.approve("Approve");
    expect(await site.failure(run, "Promote")).toContain(
      `the staging distribution of the release ${run.pipelineExecutionId} is gone. Release again.`,
    );
    expect(await site.visit()).toBe("403");
    await site.expectNoStaging();
  });

  it("is not cleaned up by hand while somebody may still answer", async () => {
    run = await site.review("version 3");
    const { status, log } = await site.cleanUps.byHand();
    expect(status).toBe("FAILED");
    expect(log).toContain(
      `shows the release ${run.pipelineExecutionId}, whose execution has not ended. Reject it, or stop the execution, and start this build again.`,
    );
    expect(await preview()).toBe("version 3");
  });

  it("stays under review when the approval is retried before the clean-up has looked", async () => {
    // The clean-up hears of the rejection when the approval is asked for again.
    const Name = `${name}-rejected`;
    await site.account.call("events", "DisableRule", { Name });
    await run.reject("Approve", "by mistake");
    await run.end(240);
    const { actionExecutionId } = await run.action("Approve");
    await run.retry("Approve");
    await site.untilReview(run);
    await site.account.call("events", "EnableRule", { Name });
    await site.cleanUps.tellAgain(run, actionExecutionId);
    const { status, log } = await site.cleanUps.after(2);
    expect(status, log).toBe("SUCCEEDED");
    expect(log).toContain(`The approval of the release ${run.pipelineExecutionId} is asked for again`);
    expect(await preview()).toBe("version 3");
  });

  it("is promoted when that is approved, with what was changed", async () => {
    await site.approve(run);
    expect(await site.visit()).toBe("version 3");
    expect((await site.production()).comment).toBe("The shop");
    await site.expectNoStaging();
    expect(await site.deployment.changes()).toBe("");
  });
});
