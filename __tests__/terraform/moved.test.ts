import { it } from "vitest";
import { Deployment, onTheBench } from "../support/on-the-bench";
import { shippedEcrPushToEcs } from "../support/shipped";
import { synthesize } from "../support/synthesize";

const entry = {
  ...shippedEcrPushToEcs,
  name: "moved-image",
  artifactStore: { bucket: "moved-image-pipeline-artifact" },
};

onTheBench("a logical ID that is changed after a deployment", () => {
  it("is followed by Terraform where the entry says so: nothing is destroyed", async ({ expect }) => {
    await Deployment.during("100000000022", entry, async (deployment) => {
      await deployment.workspace.apply();
      const changed = synthesize({ ...entry, logicalId: "main", moved: { example: "main" } });
      expect(await deployment.applyChanged(changed)).toEqual([]);
      expect(await deployment.changes()).toBe("");
      await deployment.destroy();
      expect(await deployment.leftOver()).toEqual([]);
    });
  });
});
