import { afterAll, beforeAll, expect, it } from "vitest";
import type { PipelineRun } from "../../local/aws/pipeline-run";
import { AppliedSite } from "../support/cloudfront/applied-site";
import { siteEntry } from "../support/cloudfront/site-entry";
import { onTheBench } from "../support/on-the-bench";
import { synthesize } from "../support/synthesize";

const name = "shop-troubles";
const entry = siteEntry(name);

// One site is walked through its troubles: each test goes on where the one before it stopped.
onTheBench("a site in whose release something goes wrong", () => {
  let site: AppliedSite;
  /** What is under review. */
  let run: PipelineRun;

  beforeAll(async () => {
    site = await AppliedSite.open("100000000402", entry);
    await site.apply();
  });
  afterAll(async () => site?.deployment.workspace.close());

  const expectNoChanges = async () => expect(await site.deployment.changes()).toBe("");

  /** Tells the rule that an approval of an execution failed, as it was told before. */
  async function tellAgain({ pipelineExecutionId }: PipelineRun, actionExecutionId: string) {
    const [event] = await site.cleanUps.events();
    if (event === undefined) throw new Error("No clean-up was started by an event so far.");
    const ids = { "execution-id": pipelineExecutionId, "action-execution-id": actionExecutionId };
    await site.account.putEvent({ ...event, detail: Object.assign({}, event.detail, ids) });
  }

  it("is not promoted when production changed during the review, and the next release takes over", async () => {
    run = await site.review("version 1");
    const changed = synthesize({ ...entry, distribution: { ...entry.distribution, comment: "The shop" } });
    expect(await site.deployment.applyChanged(changed)).toEqual([]);
    await run.approve("Approve");
    expect(await site.failure(run, "Promote")).toContain(
      `the production distribution has changed since the review of the release ${run.pipelineExecutionId} began`,
    );
    expect(await site.visit()).toBe("403");
    await expectNoChanges();

    const [before] = await site.staging();
    const next = await site.review("version 2");
    const [staging, ...others] = await site.staging();
    expect(others).toEqual([]);
    expect(staging?.id).toBe(before?.id);
    expect(await site.preview()).toBe("version 2");
    await site.approve(next);
    expect(await site.visit()).toBe("version 2");
    expect((await site.production()).comment).toBe("The shop");
    await site.expectNoStaging();
    await expectNoChanges();
  });

  it("is not promoted when an approval comes after a rejection was cleaned up", async () => {
    run = await site.review("version 3");
    await run.reject("Approve", "not yet");
    const { status, log } = await site.cleanUps.after(0);
    expect(status, log).toBe("SUCCEEDED");
    await run.end();
    await run.retry("Approve");
    await run.approve("Approve");
    expect(await site.failure(run, "Promote")).toContain(
      `says "deleted": the staging distribution of the release ${run.pipelineExecutionId} is gone. Release again.`,
    );
    expect(await site.visit()).toBe("version 2");
    await site.expectNoStaging();
    await expectNoChanges();
  });

  it("stays under review when the event of an earlier rejection comes late", async () => {
    const earlier = await site.review("version 4");
    await earlier.reject("Approve", "not that one");
    const { status, log } = await site.cleanUps.after(1);
    expect(status, log).toBe("SUCCEEDED");
    run = await site.review("version 5");
    await tellAgain(earlier, (await earlier.action("Approve")).actionExecutionId);
    const late = await site.cleanUps.after(2);
    expect(late.status, late.log).toBe("SUCCEEDED");
    expect(late.log).toContain(
      `shows the release ${run.pipelineExecutionId}, not ${earlier.pipelineExecutionId}, and is left alone.`,
    );
    expect(await site.preview()).toBe("version 5");
  });

  it("stays under review when the approval is retried before the clean-up has looked", async () => {
    const Name = `${name}-rejected`;
    // The event comes when the approval is asked for again.
    await site.account.call("events", "DisableRule", { Name });
    await run.reject("Approve", "by mistake");
    await run.end();
    const { actionExecutionId } = await run.action("Approve");
    await run.retry("Approve");
    await site.untilReview(run);
    await site.account.call("events", "EnableRule", { Name });
    await tellAgain(run, actionExecutionId);
    const { status, log } = await site.cleanUps.after(3);
    expect(status, log).toBe("SUCCEEDED");
    expect(log).toContain(`The approval of the release ${run.pipelineExecutionId} is asked for again`);
    expect(await site.preview()).toBe("version 5");
  });

  it("is not cleaned up by hand while somebody may still answer", async () => {
    const { status, log } = await site.cleanUps.byHand();
    expect(status).toBe("FAILED");
    expect(log).toContain(
      `shows the release ${run.pipelineExecutionId}, whose execution has not ended. Reject it, or stop the execution, and start this build again.`,
    );
    expect(await site.preview()).toBe("version 5");
  });

  it("is cleaned up by hand when the execution was stopped, and leaves nothing", async () => {
    await run.stop({ abandon: true, reason: "a mistake" });
    const { status, log } = await site.cleanUps.byHand();
    expect(status, log).toBe("SUCCEEDED");
    await site.expectNoStaging();
    await site.deployment.destroy();
    expect(await site.deployment.leftOver()).toEqual([]);
  });
});
