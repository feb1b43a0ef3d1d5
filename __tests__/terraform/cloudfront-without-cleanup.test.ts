import { afterAll, beforeAll, expect, it } from "vitest";
import type { PipelineRun } from "../../local/aws/pipeline-run";
import { AppliedSite } from "../support/cloudfront/applied-site";
import { siteEntry } from "../support/cloudfront/site-entry";
import { deleteStagingByHand } from "../support/cloudfront/staging-by-hand";
import { onTheBench } from "../support/on-the-bench";

const entry = siteEntry("shop-uncleaned", { stagingDistributionCleanupEnabled: false, reviewWaitMinutes: 0 });

// One site is walked from its first release to its end: each test goes on where the one before it stopped.
onTheBench("a site whose rejected releases nobody cleans up", () => {
  let site: AppliedSite;
  let run: PipelineRun;

  beforeAll(async () => {
    site = await AppliedSite.open("100000000403", entry);
    await site.apply();
  });
  afterAll(async () => site?.deployment.workspace.close());

  it("lets no release wait for another one's review, when it may wait for 0 minutes", async () => {
    run = await site.review("version 1");
    const second = await site.push("version 2");
    const log = await site.failure(second, "Staging");
    expect(log).toContain("gave up after 0 min on: Waiting for the staging distribution's turn.");
    expect(log).toContain(`shows the release ${run.pipelineExecutionId}, whose execution has not ended`);
    expect(await site.preview()).toBe("version 1");
  });

  it("leaves a rejected release on the staging distribution, which Terraform does not mind", async () => {
    await run.reject("Approve", "not that one");
    expect(await run.end(240)).toBe("Failed");
    expect(await site.preview()).toBe("version 1");
    expect(await site.visit()).toBe("403");
    expect(await site.deployment.changes()).toBe("");
  });

  it("gives the staging distribution to the next release", async () => {
    const before = (await site.staging()).map(({ id }) => id);
    run = await site.review("version 3");
    expect((await site.staging()).map(({ id }) => id)).toEqual(before);
    expect(await site.stagingParameter()).toBe(before[0]);
    expect(await site.preview()).toBe("version 3");
    expect(await site.visit()).toBe("403");
  });

  it("is destroyed but for what the staging distribution uses, when that stands, and whole when it is gone", async () => {
    await run.stop({ abandon: true });
    const { code, stderr } = await site.deployment.workspace.run(["destroy", "-auto-approve"]);
    expect(code).toBe(1);
    expect(stderr).toContain("OriginAccessControlInUse");
    const { stdout } = await site.deployment.workspace.run(["state", "list"]);
    expect(stdout.trim().split("\n")).toEqual(["aws_cloudfront_origin_access_control.production"]);
    await deleteStagingByHand(site.account);
    await site.deployment.workspace.destroy();
    expect(await site.deployment.leftOver()).toEqual([]);
  });
});
