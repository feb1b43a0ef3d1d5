import { afterAll, beforeAll, expect, it } from "vitest";
import type { CloudfrontContinuousDeploymentSettings } from "../../settings/schema/cloudfront-continuous-deployment";
import { AppliedSite } from "../support/cloudfront/applied-site";
import { siteEntry } from "../support/cloudfront/site-entry";
import { onTheBench } from "../support/on-the-bench";
import { synthesize } from "../support/synthesize";

const name = "moody-shop";

type Changes = Partial<CloudfrontContinuousDeploymentSettings>;

const entry = (changes: Changes = {}) => siteEntry(name, changes);

const kept = ["aws_cloudfront_continuous_deployment_policy.staging", "aws_cloudfront_distribution.staging"];

// One site is walked from one mode to the other and back: each test goes on where the one before it stopped.
onTheBench("a site whose mode changes", () => {
  let site: AppliedSite;
  let productionId: string;

  beforeAll(async () => {
    site = await AppliedSite.open("100000000422", entry());
  });
  afterAll(async () => site?.deployment.workspace.close());

  const applyChanged = (changes: Changes) => site.deployment.applyChanged(synthesize(entry(changes)));
  const changes = () => site.deployment.changes();

  it("gets a staging distribution that Terraform keeps, its policy attached, in one apply", async () => {
    await site.apply();
    expect(await site.stagingParameter()).toBe("none");
    productionId = (await site.production()).id;
    expect(await applyChanged({ mode: "terraform", attachPolicyTo: productionId })).toEqual([]);
    expect(await changes()).toBe("");
    const [staging] = await site.staging();
    expect(staging?.id).toBeDefined();
    expect(await site.stagingParameter()).toBe(staging?.id);
    expect(await site.production()).toMatchObject({ id: productionId, policy: { enabled: false } });
  });

  it("loses it in one apply once a build has detached its policy", async () => {
    const { status, log } = await site.cleanUps.byHand({ DETACH_POLICY: "true" });
    expect(status, log).toBe("SUCCEEDED");
    const gone = await site.stagingParameter();
    expect([...(await applyChanged({ mode: "scripts" }))].sort()).toEqual(kept);
    expect(await site.staging()).toEqual([]);
    expect((await site.production()).id).toBe(productionId);
    expect(await changes()).toBe("");
    expect(await site.stagingParameter()).toBe(gone);
  });

  it("is released by scripts then, though the parameter names what is gone", async () => {
    const run = await site.review("version 1");
    const [staging] = await site.staging();
    expect(await site.stagingParameter()).toBe(staging?.id);
    expect([await site.visit(), await site.preview()]).toEqual(["403", "version 1"]);
    await site.approve(run);
    expect(await site.visit()).toBe("version 1");
    await site.expectNoStaging();
    expect(await changes()).toBe("");
  });

  it("leaves nothing", async () => {
    await site.deployment.destroy();
    expect(await site.deployment.leftOver()).toEqual([]);
  });
});
