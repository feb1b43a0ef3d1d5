import { afterAll, beforeAll, expect, it } from "vitest";
import type { PipelineRun } from "../../local/aws/pipeline-run";
import { TerraformError } from "../../local/terraform/run-terraform";
import type { CloudfrontContinuousDeploymentSettings } from "../../settings/schema/cloudfront-continuous-deployment";
import {
  releaseOf,
  SiteUnderReview,
  siteGround,
  siteSettings,
} from "../support/cloudfront/site-under-review";
import { Deployment, onTheBench } from "../support/on-the-bench";
import { synthesize, synthesizeHcl } from "../support/synthesize";

const name = "kept-shop";

const entry = (
  changes: Partial<CloudfrontContinuousDeploymentSettings> = {},
): CloudfrontContinuousDeploymentSettings => siteSettings(name, { mode: "terraform", ...changes });

// One deployment is walked from init to destroy: each test goes on where the one before it stopped.
onTheBench("a staging distribution that Terraform keeps", () => {
  let deployment: Deployment;
  let site: SiteUnderReview;
  let atFirst: readonly string[];

  beforeAll(async () => {
    deployment = await Deployment.openOn(siteGround(name), "100000000421", entry());
    site = new SiteUnderReview(deployment, name);
    await site.commit("before the first release");
    await deployment.workspace.init();
  });
  afterAll(async () => deployment?.workspace.close());

  it("stands beside production after the first apply, and gets no traffic", async () => {
    await deployment.workspace.apply();
    expect(await deployment.changes()).toBe("");
    atFirst = await site.made();
    const [production, staging] = [await site.production(), await site.staging()];
    expect(production.policy).toBeUndefined();
    expect(staging).toMatchObject({ enabled: true });
    expect(await site.parameter()).toBe(staging?.id);
    expect(atFirst).toHaveLength(4);
  });

  it("is planned the same as HCL", async () => {
    expect(await deployment.changesAsHcl(synthesizeHcl(entry()))).toBe("");
  });

  it("has no release before its policy is attached, and says how to attach it", async () => {
    const run = await deployment.account.attachToLatest(name);
    expect(await run.end(120)).toBe("Failed");
    expect(await run.states()).toEqual([
      "Source/Source Succeeded",
      "Build/Build Succeeded",
      "Staging/Staging Failed",
    ]);
    expect((await run.log("Staging")).join("\n")).toContain("Set attachPolicyTo to ");
    expect([await site.viewed(), await site.reviewed()]).toEqual(["403", "403"]);
    expect(await deployment.changes()).toBe("");
  });

  it("is attached to no distribution but the one that the settings name", async () => {
    const before = await deployment.account.distributions();
    await deployment.workspace.replaceConfiguration(synthesize(entry({ attachPolicyTo: "E2EXAMPLE1ABCD" })));
    const refusal = expect.stringMatching(
      /attachPolicyTo names E2EXAMPLE1ABCD, and the\s[\s\S]*production_distribution_id/,
    );
    await expect(deployment.workspace.apply()).rejects.toMatchObject({ result: { stderr: refusal } });
    await expect(deployment.workspace.plan()).rejects.toThrow(TerraformError);
    expect(await deployment.account.distributions()).toEqual(before);
  });

  it("is attached by a second apply, and enabled by none", async () => {
    const { production_distribution_id } = await deployment.workspace.output();
    const attached = entry({ attachPolicyTo: String(production_distribution_id) });
    expect(await deployment.applyChanged(synthesize(attached))).toEqual([]);
    expect(await deployment.changes()).toBe("");
    expect((await site.production()).policy).toMatchObject({ enabled: false });
    expect(await deployment.changesAsHcl(synthesizeHcl(attached))).toBe("");
  });

  it("is what reviewers see of the first release, before anybody else does", async () => {
    const run = await site.release("one");
    expect(await run.rest(), await run.summary()).toMatchObject({ reason: "approval" });
    expect([await site.viewed(), await site.reviewed()]).toEqual(["403", "one"]);
    expect((await site.production()).policy).toMatchObject({ enabled: true });
    expect(await deployment.changes()).toBe("");
    await expectApproved(run, "one");
  });

  it("is what reviewers see of the second release, though it has cached the first", async () => {
    const run = await site.release("two");
    expect([await site.viewed(), await site.reviewed()]).toEqual(["one", "two"]);
    expect(await deployment.changes()).toBe("");
    await expectApproved(run, "two");
  });

  it("is back at rest when a release is rejected, and production is as it was", async () => {
    const before = await site.production();
    const run = await site.release("three");
    expect([await site.viewed(), await site.reviewed()]).toEqual(["two", "three"]);
    const { status, log } = await site.reject(run);
    expect(log.join("\n")).toContain("was rejected");
    expect(status).toBe("SUCCEEDED");
    expect((await site.production()).configXml).toBe(before.configXml);
    await expectAtRest("two");
  });

  it("takes another header from Terraform while it rests", async () => {
    const { id } = await site.production();
    const traffic = { type: "header", header: "aws-cf-cd-preview", value: "yes" } as const;
    const changed = entry({ attachPolicyTo: id, traffic });
    expect(await deployment.applyChanged(synthesize(changed))).toEqual([]);
    await expectAtRest("two");
  });

  it.for(["staging", "promote", "cleanup", "rejected"])(
    "needs what the role of its builds has, and no more: %s",
    async (build) => {
      expect(await site.permissions(build)).toEqual({ missing: [], unused: [] });
    },
  );

  it("leaves nothing when it is destroyed with its policy attached", async () => {
    await deployment.destroy();
    expect(await deployment.leftOver()).toEqual([]);
  });

  /** Production comes to serve a release, and nothing but that has changed. */
  async function expectApproved(run: PipelineRun, word: string): Promise<void> {
    expect(await site.approve(run), await run.summary()).toBe("Succeeded");
    expect(releaseOf(await site.production())).toBe(run.pipelineExecutionId);
    await expectAtRest(word);
  }

  /** No review goes on: everybody gets one release, nobody made or deleted anything, and Terraform has nothing to do. */
  async function expectAtRest(word: string): Promise<void> {
    expect([await site.viewed(), await site.reviewed()]).toEqual([word, word]);
    expect((await site.production()).policy).toMatchObject({ enabled: false });
    expect(await site.rest()).toBe(releaseOf(await site.production()));
    expect(await site.made()).toEqual(atFirst);
    expect(await site.parameter()).toBe((await site.staging())?.id);
    expect(await deployment.changes()).toBe("");
  }
});
