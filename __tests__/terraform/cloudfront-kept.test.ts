import { afterAll, beforeAll, expect, it } from "vitest";
import { TerraformError } from "../../local/terraform/run-terraform";
import type { CloudfrontContinuousDeploymentSettings } from "../../settings/schema/cloudfront-continuous-deployment";
import { AppliedSite } from "../support/cloudfront/applied-site";
import { shownRelease } from "../support/cloudfront/shown-release";
import { siteEntry } from "../support/cloudfront/site-entry";
import { onTheBench } from "../support/on-the-bench";
import { synthesize, synthesizeHcl } from "../support/synthesize";

const name = "kept-shop";

const entry = (
  changes: Partial<CloudfrontContinuousDeploymentSettings> = {},
): CloudfrontContinuousDeploymentSettings => siteEntry(name, { mode: "terraform", ...changes });

// One site is walked from init to destroy: each test goes on where the one before it stopped.
onTheBench("a staging distribution that Terraform keeps", () => {
  let site: AppliedSite;
  let made: readonly string[];

  beforeAll(async () => {
    site = await AppliedSite.open("100000000421", entry());
  });
  afterAll(async () => site?.deployment.workspace.close());

  const changes = () => site.deployment.changes();
  const seen = async () => [await site.visit(), await site.preview()];
  const attached = async () => (await site.production()).policy;

  /** All distributions and policies of the account. */
  const atCloudFront = async () =>
    (await site.account.resources()).filter((arn) => arn.includes(":cloudfront:")).sort();

  /** Holds that everybody gets one version, that nothing was made or deleted, and that Terraform has nothing to do. */
  async function expectAtRest(version: string): Promise<void> {
    expect(await seen()).toEqual([version, version]);
    expect(await attached()).toMatchObject({ enabled: false });
    const [staging] = await site.staging();
    expect(shownRelease(staging)).toBe(shownRelease(await site.production()));
    expect(await site.stagingParameter()).toBe(staging?.id);
    expect(await atCloudFront()).toEqual(made);
    expect(await changes()).toBe("");
  }

  it("stands beside production after a first apply, with a policy that is attached to nothing", async () => {
    await site.apply();
    expect(await changes()).toBe("");
    made = await atCloudFront();
    expect(made).toHaveLength(3);
    expect(await attached()).toBeUndefined();
    const [staging] = await site.staging();
    expect(staging).toMatchObject({ enabled: true });
    expect(await site.stagingParameter()).toBe(staging?.id);
  });

  it("shows no release before its policy is attached, and says how to attach it", async () => {
    const run = await site.push("too early");
    expect(await run.end(120)).toBe("Failed");
    expect((await run.states()).at(-1)).toBe("Staging/Staging Failed");
    expect((await run.log("Staging")).join("\n")).toContain("Set attachPolicyTo to ");
    expect(await seen()).toEqual(["403", "403"]);
    expect(await changes()).toBe("");
  });

  it("gets its policy attached to no distribution but the one that the settings name", async () => {
    const { workspace } = site.deployment;
    const before = await site.account.distributions();
    await workspace.replaceConfiguration(synthesize(entry({ attachPolicyTo: "E2EXAMPLE1ABCD" })));
    const refused = workspace.apply();
    await expect(refused).rejects.toThrow(TerraformError);
    await expect(refused).rejects.toThrow(/attachPolicyTo names E2EXAMPLE1ABCD, and the/);
    expect(await site.account.distributions()).toEqual(before);
  });

  it("gets its policy attached by a second apply, and stays without traffic", async () => {
    const { production_distribution_id } = await site.deployment.workspace.output();
    const second = entry({ attachPolicyTo: String(production_distribution_id) });
    expect(await site.deployment.applyChanged(synthesize(second))).toEqual([]);
    expect(await attached()).toMatchObject({ enabled: false });
    expect(await changes()).toBe("");
    expect(await site.deployment.changesAsHcl(synthesizeHcl(second))).toBe("");
  });

  it("shows the first release to reviewers only, until it is approved", async () => {
    const run = await site.review("version 1");
    expect(await seen()).toEqual(["403", "version 1"]);
    expect(await attached()).toMatchObject({ enabled: true });
    expect(await changes()).toBe("");
    await site.approve(run);
    expect(shownRelease(await site.production())).toBe(run.pipelineExecutionId);
    await expectAtRest("version 1");
  });

  it("leaves nothing", async () => {
    await site.deployment.destroy();
    expect(await site.deployment.leftOver()).toEqual([]);
  });
});
