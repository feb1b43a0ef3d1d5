import { afterAll, beforeAll, expect, it } from "vitest";
import type { CloudfrontContinuousDeploymentSettings } from "../../settings/schema/cloudfront-continuous-deployment";
import { AppliedSite } from "../support/cloudfront/applied-site";
import { shownRelease } from "../support/cloudfront/shown-release";
import { siteEntry } from "../support/cloudfront/site-entry";
import { onTheBench } from "../support/on-the-bench";
import { permissionsOf } from "../support/role-permissions";
import { synthesize } from "../support/synthesize";

const name = "reviewed-shop";

const entry = (
  changes: Partial<CloudfrontContinuousDeploymentSettings> = {},
): CloudfrontContinuousDeploymentSettings =>
  siteEntry(name, {
    mode: "terraform",
    // With them, whoever changes a distribution needs more.
    accessLogs: { bucket: `${name}-logs`, forceDestroy: true },
    ...changes,
  });

// AWS lists them for whoever handles artifacts; the local build reads its input in a simpler way, and none of these writes one.
const ofArtifacts = [
  "s3:GetBucketLocation",
  "s3:GetBucketVersioning",
  "s3:GetObjectVersion",
  "s3:PutObject",
] as const;
/** What the role of a build has and these reviews do not use. */
const unused: Readonly<Record<string, readonly string[]>> = {
  // Of an upload in parts that fails; of a release that staging still shows, as there is none before the first promotion.
  staging: [...ofArtifacts, "s3:AbortMultipartUpload", "codepipeline:GetPipelineExecution"],
  promote: ofArtifacts,
  // After a promotion the policy is disabled and staging is what production is, unless somebody changes that by hand.
  cleanup: [
    ...ofArtifacts,
    "cloudfront:UpdateContinuousDeploymentPolicy",
    "cloudfront:UpdateDistribution",
    // Of such a change.
    "s3:GetBucketAcl",
    "s3:PutBucketAcl",
  ],
  // Where ListActionExecutions does not say who answered.
  rejected: ["codepipeline:GetPipelineState"],
};

// One site is walked from init to destroy: each test goes on where the one before it stopped.
onTheBench("reviews on a staging distribution that Terraform keeps", () => {
  let site: AppliedSite;
  let made: readonly string[];

  beforeAll(async () => {
    site = await AppliedSite.open("100000000425", entry());
  });
  afterAll(async () => site?.deployment.workspace.close());

  const changes = () => site.deployment.changes();
  const seen = async () => [await site.visit(), await site.preview()];
  const atCloudFront = async () =>
    (await site.account.resources()).filter((arn) => arn.includes(":cloudfront:")).sort();

  it("begin once the policy is attached", async () => {
    await site.apply();
    made = await atCloudFront();
    const attached = entry({ attachPolicyTo: (await site.production()).id });
    await site.deployment.workspace.replaceConfiguration(synthesize(attached));
    await site.deployment.workspace.apply();
    expect((await site.production()).policy).toMatchObject({ enabled: false });
  });

  it("leave production as it was when they end in a rejection, and the staging distribution at rest", async () => {
    const before = await site.production();
    const run = await site.review("version 1");
    expect(await seen()).toEqual(["403", "version 1"]);
    await run.reject("Approve", "the prices are wrong");
    const { status, log } = await site.cleanUps.after(0);
    expect(status, log).toBe("SUCCEEDED");
    expect(log).toContain("saying: the prices are wrong");
    const after = await site.production();
    expect(after.configXml).toBe(before.configXml);
    expect(after.policy).toEqual({ ...before.policy, enabled: false });
    const [staging] = await site.staging();
    expect(shownRelease(staging)).toBe(shownRelease(after));
    expect(await seen()).toEqual(["403", "403"]);
    expect(await changes()).toBe("");
  });

  it("show the release that they are about, though the one before is cached", async () => {
    const run = await site.review("version 2");
    expect(await seen()).toEqual(["403", "version 2"]);
    await site.approve(run);
    expect(await seen()).toEqual(["version 2", "version 2"]);
    expect(await atCloudFront()).toEqual(made);
    expect(await changes()).toBe("");
  });

  it("end when a build detaches the policy, which taking the setting away does not", async () => {
    await site.deployment.workspace.replaceConfiguration(synthesize(entry()));
    expect(await changes()).toBe("");
    expect((await site.production()).policy).toMatchObject({ enabled: false });
    const { status, log } = await site.cleanUps.byHand({ DETACH_POLICY: "true" });
    expect(status, log).toBe("SUCCEEDED");
    expect((await site.production()).policy).toBeUndefined();
    expect(await atCloudFront()).toEqual(made);
    expect(await changes()).toBe("");
  });

  it.for(Object.entries(unused))(
    "use what their builds may do, but for what there is a reason for: %s",
    async ([build, but]) => {
      const permissions = await permissionsOf(site.account, `${name}-${build}-codebuild`);
      expect(permissions).toEqual({ missing: [], unused: [...but].sort() });
    },
  );

  it("leave nothing", async () => {
    await site.deployment.destroy();
    expect(await site.deployment.leftOver()).toEqual([]);
  });
});
