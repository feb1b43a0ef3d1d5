import { afterAll, beforeAll, expect, it } from "vitest";
import type { CloudfrontContinuousDeploymentSettings } from "../../settings/schema/cloudfront-continuous-deployment";
import { AppliedSite } from "../support/cloudfront/applied-site";
import { siteEntry } from "../support/cloudfront/site-entry";
import { onTheBench } from "../support/on-the-bench";
import { synthesize } from "../support/synthesize";

const name = "hasty-shop";

const entry = (changes: Partial<CloudfrontContinuousDeploymentSettings> = {}) => siteEntry(name, changes);

// One site is walked through a mistake and out of it: each test goes on where the one before it stopped.
onTheBench("a site that is to lose its kept staging distribution while the policy is attached", () => {
  let site: AppliedSite;

  beforeAll(async () => {
    site = await AppliedSite.open("100000000423", entry({ mode: "terraform" }));
  });
  afterAll(async () => site?.deployment.workspace.close());

  it("fails to apply in AWS's words, and nothing is lost", async () => {
    await site.apply();
    const { id } = await site.production();
    await site.deployment.applyChanged(synthesize(entry({ mode: "terraform", attachPolicyTo: id })));
    await site.deployment.workspace.replaceConfiguration(synthesize(entry()));
    await expect(site.deployment.workspace.apply()).rejects.toThrow(/ContinuousDeploymentPolicyInUse/);
    expect(await site.staging()).toHaveLength(1);
    expect((await site.production()).policy).toMatchObject({ enabled: false });
  });

  it("applies once the clean-up has been started by hand", async () => {
    const { status, log } = await site.cleanUps.byHand({ DETACH_POLICY: "true" });
    expect(status, log).toBe("SUCCEEDED");
    await site.deployment.workspace.apply();
    expect(await site.staging()).toEqual([]);
    expect((await site.production()).policy).toBeUndefined();
    expect(await site.deployment.changes()).toBe("");
  });

  it("leaves nothing", async () => {
    await site.deployment.destroy();
    expect(await site.deployment.leftOver()).toEqual([]);
  });
});
