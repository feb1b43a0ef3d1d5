import { afterAll, beforeAll, expect, it } from "vitest";
import type { PipelineRun } from "../../local/aws/pipeline-run";
import { TerraformError } from "../../local/terraform/run-terraform";
import type { CloudfrontContinuousDeploymentSettings } from "../../settings/schema/cloudfront-continuous-deployment";
import { AppliedSite } from "../support/cloudfront/applied-site";
import { shownRelease } from "../support/cloudfront/shown-release";
import { siteEntry } from "../support/cloudfront/site-entry";
import { onTheBench } from "../support/on-the-bench";
import { permissionsOf } from "../support/role-permissions";
import { synthesize, synthesizeHcl } from "../support/synthesize";

const accountId = "100000000421";
const name = "kept-shop";
const logs = `${name}-logs`;

const entry = (
  changes: Partial<CloudfrontContinuousDeploymentSettings> = {},
): CloudfrontContinuousDeploymentSettings =>
  siteEntry(name, { mode: "terraform", accessLogs: { bucket: logs, forceDestroy: true }, ...changes });

// One site is walked from init to destroy: each test goes on where the one before it stopped.
onTheBench("a staging distribution that Terraform keeps", () => {
  let site: AppliedSite;
  let made: readonly string[];

  beforeAll(async () => {
    site = await AppliedSite.open(accountId, entry());
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

  async function approve(run: PipelineRun): Promise<void> {
    await site.approve(run);
    expect(shownRelease(await site.production())).toBe(run.pipelineExecutionId);
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
    await approve(run);
    await expectAtRest("version 1");
  });

  it("goes back to rest when a release is rejected, and production stays what it was", async () => {
    const before = await site.production();
    const run = await site.review("version 2");
    expect(await seen()).toEqual(["version 1", "version 2"]);
    await run.reject("Approve", "the prices are wrong");
    const { status, log } = await site.cleanUps.after(0);
    expect(status, log).toBe("SUCCEEDED");
    expect(log).toContain("saying: the prices are wrong");
    await expectAtRest("version 1");
    expect((await site.production()).configXml).toBe(before.configXml);
  });

  it("shows reviewers the release after that, though it has cached the one before", async () => {
    const run = await site.review("version 3");
    expect(await seen()).toEqual(["version 1", "version 3"]);
    await approve(run);
    await expectAtRest("version 3");
  });

  it("keeps its policy attached when the settings no longer say so, until a build detaches it", async () => {
    await site.deployment.workspace.replaceConfiguration(synthesize(entry()));
    expect(await changes()).toBe("");
    await site.deployment.workspace.apply();
    expect(await attached()).toBeDefined();
    const { status, log } = await site.cleanUps.byHand({ DETACH_POLICY: "true" });
    expect(status, log).toBe("SUCCEEDED");
    expect(await attached()).toBeUndefined();
    expect(await atCloudFront()).toEqual(made);
    expect(await changes()).toBe("");
  });

  // What a pipeline hands to every build of it.
  const ofArtifacts = [
    "s3:GetBucketLocation",
    "s3:GetBucketVersioning",
    "s3:GetObjectVersion",
    "s3:PutObject",
  ];

  it.for([
    { build: "staging", unused: [...ofArtifacts, "s3:AbortMultipartUpload"] },
    { build: "promote", unused: ofArtifacts },
    { build: "cleanup", unused: ofArtifacts },
    { build: "rejected", unused: [] },
  ])("is changed by roles that may do what they do, and no more: $build", async ({ build, unused }) => {
    const permissions = await permissionsOf(site.account, `${name}-${build}-codebuild`);
    console.log(JSON.stringify(permissions, undefined, 1));
    expect(permissions).toEqual({ missing: [], unused });
  });

  it("leaves nothing", async () => {
    await site.deployment.destroy();
    expect(await site.deployment.leftOver()).toEqual([]);
  });
});
