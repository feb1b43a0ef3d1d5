import { it } from "vitest";
import type { StackSettings } from "../../systems";
import { Deployment, onTheBench } from "../support/on-the-bench";
import { shippedEcrPushToEcs, shippedGithubToEcs } from "../support/shipped";

const github = shippedGithubToEcs;
const ecr = shippedEcrPushToEcs;

const entries: readonly { readonly accountId: string; readonly entry: StackSettings }[] = [
  {
    accountId: "100000000004",
    entry: {
      ...github,
      name: "interrupted",
      source: { ...github.source, repository: "interrupted" },
      artifactStore: { bucket: "interrupted-pipeline-artifact" },
    },
  },
  {
    accountId: "100000000005",
    entry: {
      ...ecr,
      name: "interrupted-image",
      artifactStore: { bucket: "interrupted-image-pipeline-artifact" },
    },
  },
];

onTheBench("an apply that is killed half-way", () => {
  it.concurrent.for(entries)("converges when $entry.system is applied again", async (given, { expect }) => {
    await Deployment.during(given.accountId, given.entry, async (deployment) => {
      const { workspace } = deployment;
      const run = await workspace.start(["apply", "-auto-approve"]);
      // The bucket's lifecycle is being created and all else is done or waits: a creation that AWS has carried out
      // and Terraform has not written down yet can only be imported, whoever wrote the configuration.
      await run.printed("aws_s3_bucket_lifecycle_configuration.artifact: Still creating...");
      expect((await run.kill()).code).toBeNull();

      await workspace.apply();
      expect(await deployment.changes()).toBe("");
      await deployment.destroy();
      expect(await deployment.leftOver()).toEqual([]);
    });
  });
});
