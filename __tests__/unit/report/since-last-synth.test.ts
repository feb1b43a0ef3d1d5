import { Testing } from "cdktf";
import { describe, expect, it } from "vitest";
import { destructions } from "../../../report/since-last-synth";
import type { StageSettings } from "../../../settings/schema/stages";
import {
  cloudfrontContinuousDeployment,
  ecrPushToEcs,
  releasePath,
  service,
} from "../../support/minimal-entries";
import { stackOf } from "../../support/minimal-stacks";

const written = (changes: Parameters<typeof ecrPushToEcs>[0] = {}): string =>
  Testing.synth(stackOf(ecrPushToEcs(changes)));

const since = (before: Parameters<typeof written>[0], after: Parameters<typeof written>[0]) =>
  destructions(written(before), written(after));

describe("what an apply would destroy, as a synth tells by the one before it", () => {
  it("is nothing where nothing changed", () => {
    expect(since({}, {})).toEqual([]);
  });

  it("is nothing where a resource changes in place or is new", () => {
    const artifactStore = { bucket: "app-artifacts", expirationDays: 3 };
    expect(since({ source: { trigger: "none" } }, { artifactStore })).toEqual([]);
  });

  it("is what has another logical ID; the way out is an entry's `moved`", () => {
    const [text, ...others] = since({ logicalId: "example" }, {});
    expect(others).toEqual([]);
    expect(text).toContain("aws_codepipeline.example");
    expect(text).toContain("aws_ecr_repository.example");
    expect(text).toContain('`moved: { example: "main" }` in the entry');
  });

  it("is nothing once `moved` is written", () => {
    expect(since({ logicalId: "example" }, { moved: { example: "main" } })).toEqual([]);
  });

  it("is what has another name, with both names", () => {
    const [text, ...others] = since({ name: "app" }, { name: "shop" });
    expect(others).toEqual([]);
    expect(text).toContain('aws_ecr_repository.main ("app", now "shop")');
    expect(text).toContain('aws_codepipeline.main ("app", now "shop")');
    expect(text).not.toContain("aws_s3_bucket");
  });

  it("is what is no longer made, which nothing can follow", () => {
    const [text] = since({}, { imageRepository: { existingRepository: "app" } });
    expect(text).toContain(
      "aws_ecr_repository.main. The way out, where it is deployed: bring back what made it.",
    );
  });

  it("says that Terraform cannot destroy what is in a Region without its provider, and which key keeps it", () => {
    const near: StageSettings = { type: "deploy", stageName: "Near", service };
    const far: StageSettings = { type: "deploy", stageName: "Far", service, region: "us-east-1" };
    const path = (...stages: readonly StageSettings[]) => releasePath(stages);
    const before = Testing.synth(stackOf(path(near, far)));
    const provider = /formerRegions: \["us-east-1"\]/;
    expect(
      destructions(before, Testing.synth(stackOf(path(near)))).filter((text) => provider.test(text)),
    ).toHaveLength(1);
    const kept = { ...path(near), formerRegions: ["us-east-1"] };
    expect(destructions(before, Testing.synth(stackOf(kept))).filter((text) => provider.test(text))).toEqual(
      [],
    );
  });
});

describe("of a site, as a synth tells by the one before it,", () => {
  const site = (changes: Parameters<typeof cloudfrontContinuousDeployment>[0]) =>
    Testing.synth(stackOf(cloudfrontContinuousDeployment(changes)));
  const kept = { mode: "terraform" } as const;
  const attached = { ...kept, attachPolicyTo: "E1EXAMPLE2PRODUCTION" };
  const told = (before: object, after: object) => destructions(site(before), site(after));
  const stillAttached = (before: object, after: object) =>
    told(before, after).filter((text) => text.startsWith("Terraform detaches no"));
  const build =
    "aws codebuild start-build --project-name app-rejected --environment-variables-override name=DETACH_POLICY,value=true";

  it("the policy stays attached when attachPolicyTo is taken away, until a build of the clean-up project detaches it", () => {
    const [text, ...others] = told(attached, kept);
    expect(others).toEqual([]);
    expect(text).toContain("aws_cloudfront_distribution.production keeps the one");
    expect(text).toContain(`\`${build}\``);
    expect(text).toContain("ContinuousDeploymentPolicyInUse");
  });

  it("the same is told when the mode goes with it, and that the staging distribution goes", () => {
    const all = told(attached, {});
    expect(all).toHaveLength(2);
    expect(all[0]).toContain("destroys what the last synth still had: aws_cloudfront_distribution.staging.");
    expect(all[1]).toContain(build);
  });

  it("the project is that of the last synth: it is the one that stands at AWS", () => {
    const renamed = { ...attached, rejectedCleanup: { projectName: "shop-sweep" } };
    expect(stillAttached(renamed, kept)).toEqual([expect.stringContaining("--project-name shop-sweep ")]);
  });

  it("where there is no such project, somebody has to detach the policy", () => {
    const without = { ...attached, stagingDistributionCleanupEnabled: false };
    expect(stillAttached(without, { ...kept, stagingDistributionCleanupEnabled: false })).toEqual([
      expect.stringContaining("take it off in CloudFront"),
    ]);
  });

  it.each([
    ["a policy is attached", kept, attached],
    ["the policy stays as it is", attached, { ...attached, traffic: { type: "weight", weight: 0.1 } }],
    ["no policy was attached", kept, {}],
    [
      "the distribution has moved with its policy",
      attached,
      { ...attached, distribution: { logicalId: "shop" }, moved: { production: "shop" } },
    ],
  ])("nothing is told of the policy when %s", (_, before, after) => {
    expect(stillAttached(before, after)).toEqual([]);
  });

  it("the policy stays attached to a distribution that has moved without it", () => {
    const moved = { ...kept, distribution: { logicalId: "shop" }, moved: { production: "shop" } };
    expect(stillAttached(attached, moved)).toHaveLength(1);
  });

  it("a distribution with another logical ID is destroyed, which `moved` prevents", () => {
    const [text, ...others] = told({}, { distribution: { logicalId: "shop" } });
    expect(others).toEqual([]);
    expect(text).toContain("aws_cloudfront_distribution.production");
    expect(text).toContain('`moved: { production: "shop" }` in the entry');
    expect(told({}, { distribution: { logicalId: "shop" }, moved: { production: "shop" } })).toEqual([]);
  });

  it("a distribution with another comment changes in place", () => {
    expect(told({}, { distribution: { comment: "the shop" } })).toEqual([]);
  });
});
