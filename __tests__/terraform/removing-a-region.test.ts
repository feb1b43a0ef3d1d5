import { afterAll, beforeAll, expect, it } from "vitest";
import type { StageSettings } from "../../settings/schema/stages";
import { releasePath } from "../support/minimal-entries";
import { Deployment, onTheBench } from "../support/on-the-bench";
import { synthesize } from "../support/synthesize";

const accountId = "100000000036";

const service = { serviceName: "shop", containerName: "web" };
const staging: StageSettings = {
  type: "deploy",
  stageName: "Staging",
  service: { ...service, clusterName: "staging" },
};
const elsewhere: StageSettings = {
  type: "deploy",
  stageName: "Production",
  region: "eu-central-1",
  service: { ...service, clusterName: "production" },
};

const path = (...stages: readonly StageSettings[]) =>
  releasePath(stages, {
    stack: "region",
    name: "region",
    artifactStore: { existingBucket: "region-artifacts" },
    crossRegionArtifactStores: stages.includes(elsewhere)
      ? { "eu-central-1": { bucket: "region-artifacts-eu", forceDestroy: true } }
      : {},
  });

// What docs/accounts.md says of taking a Region off the path.
onTheBench("a Region that a release path deploys to no more", () => {
  let deployment: Deployment;
  let before: readonly string[];

  beforeAll(async () => {
    deployment = await Deployment.open(accountId, path(staging, elsewhere));
    await deployment.workspace.init();
  });
  afterAll(async () => deployment?.workspace.close());

  it("comes to a pipeline in place", async () => {
    expect(await deployment.applyChanged(synthesize(path(staging)))).toEqual([]);
    before = await deployment.leftOver();
    expect(await deployment.applyChanged(synthesize(path(staging, elsewhere)))).toEqual([]);
  });

  it("stops the plan while its provider is gone with it", async () => {
    await deployment.workspace.replaceConfiguration(synthesize(path(staging)));
    await expect(deployment.workspace.plan()).rejects.toThrow("Provider configuration not present");
  });

  it("goes with its store, and nothing else, while the entry names it as a former one", async () => {
    const left = { ...path(staging), formerRegions: ["eu-central-1"] };
    const destroyed = await deployment.applyChanged(synthesize(left));
    expect(destroyed).toContain("aws_s3_bucket.artifact_eu_central_1");
    expect(destroyed.filter((address) => !address.includes("eu_central_1"))).toEqual([]);
    expect(await deployment.leftOver()).toEqual(before);
  });

  it("may be forgotten then", async () => {
    await deployment.workspace.replaceConfiguration(synthesize(path(staging)));
    expect(await deployment.changes()).toBe("");
    await deployment.destroy();
    expect(await deployment.leftOver()).toEqual([]);
  });
});
