import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { StageSettings } from "../../settings/schema/stages";
import { releasePath } from "../support/minimal-entries";
import { Deployment, onTheBench } from "../support/on-the-bench";
import { codeBlocks } from "../support/page";
import { synthesize } from "../support/synthesize";

const accountId = "111111111111";
const [providerOfThePage = ""] = codeBlocks("docs/accounts.md", "terraform");

const service = { serviceName: "shop", containerName: "web", taskRoles: ["shop-task"] };
const staging: StageSettings = {
  type: "deploy",
  stageName: "Staging",
  service: { ...service, clusterName: "staging" },
};
const elsewhere: StageSettings = {
  type: "deploy",
  stageName: "Production",
  region: "eu-central-1",
  account: { id: "222222222222" },
  service: { ...service, clusterName: "production" },
};

const path = (...stages: readonly StageSettings[]) =>
  releasePath(stages, {
    stack: "region",
    name: "region",
    allowedAccountIds: [accountId],
    artifactStore: { existingBucket: "region-artifacts" },
    crossRegionArtifactStores: stages.includes(elsewhere)
      ? { "eu-central-1": { bucket: "region-artifacts-eu", forceDestroy: true } }
      : {},
  });

// What docs/accounts.md says of taking a Region off the path.
onTheBench("a Region and an account that a release path deploys to no more", () => {
  it("come to a pipeline in place, and go with a provider that is said once more", async () => {
    await Deployment.during(accountId, path(staging, elsewhere), async (deployment) => {
      const { workspace } = deployment;
      expect(await deployment.applyChanged(synthesize(path(staging)))).toEqual([]);
      const before = await deployment.leftOver();
      expect(await deployment.applyChanged(synthesize(path(staging, elsewhere)))).toEqual([]);
      expect(await deployment.changes()).toBe("");

      await workspace.replaceConfiguration(synthesize(path(staging)));
      await expect(workspace.plan()).rejects.toThrow("Provider configuration not present");

      const file = join(workspace.folder, "former-region.tf");
      await writeFile(file, providerOfThePage);
      const destroyed = await deployment.applyChanged(synthesize(path(staging)));
      expect(destroyed).toContain("aws_s3_bucket.artifact_eu_central_1");
      expect(destroyed).not.toContain("aws_codepipeline.main");
      await rm(file);
      expect(await deployment.changes()).toBe("");
      expect(await deployment.leftOver()).toEqual(before);

      await workspace.destroy();
      expect(await deployment.leftOver()).toEqual([]);
    });
  });
});
