import { Testing } from "cdktf";
import { describe, expect, it } from "vitest";
import { destructions } from "../../../report/since-last-synth";
import type { StageSettings } from "../../../settings/schema/stages";
import { ecrPushToEcs, releasePath, service } from "../../support/minimal-entries";
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
