import { it } from "vitest";
import type { EcrPushToEcsSettings } from "../../settings/schema/ecr-push-to-ecs";
import { Deployment, onTheBench } from "../support/on-the-bench";
import { shippedEcrPushToEcs } from "../support/shipped";
import { synthesize } from "../support/synthesize";

const service = { clusterName: "example", serviceName: "example", containerName: "example" };

const bucketOf = ({ name }: Pick<EcrPushToEcsSettings, "name">): string => `${name}-artifact`;

function entryOf(name: string): EcrPushToEcsSettings {
  return { ...shippedEcrPushToEcs, name, service, artifactStore: { bucket: bucketOf({ name }) } };
}

/** The entry, whose bucket and repository go with what is in them. */
function forced(entry: EcrPushToEcsSettings): EcrPushToEcsSettings {
  return {
    ...entry,
    artifactStore: { bucket: bucketOf(entry), forceDestroy: true },
    imageRepository: { forceDelete: true },
  };
}

async function fill({ account }: Deployment, entry: EcrPushToEcsSettings) {
  await account.pushImage({ repository: entry.name ?? "", tag: "latest" });
  await account.send("s3", "PUT", `/${bucketOf(entry)}/artifact`, "of an execution");
}

async function inState({ workspace }: Deployment): Promise<readonly string[]> {
  const { stdout } = await workspace.run(["state", "list"]);
  return stdout.split("\n").filter((address) => address !== "" && !address.startsWith("data."));
}

// What docs/first-deploy.md says of removing.
onTheBench("a pipeline that is removed", () => {
  it.concurrent("leaves its bucket and its repository while they hold something, and a way out", async ({
    expect,
  }) => {
    const entry = entryOf("holding-image");
    await Deployment.during("100000000044", entry, async (deployment) => {
      const { workspace } = deployment;
      await workspace.apply();
      await fill(deployment, entry);
      const { code, stderr } = await workspace.run(["destroy", "-auto-approve"]);
      expect(code).toBe(1);
      expect(stderr).toContain("BucketNotEmpty");
      expect(stderr).toContain("RepositoryNotEmptyException");
      const left = ["aws_ecr_repository.example", "aws_s3_bucket.artifact"];
      expect(await inState(deployment)).toEqual(left);

      await workspace.replaceConfiguration(synthesize(forced(entry)));
      await workspace.apply(left.map((address) => `-target=${address}`));
      expect(await inState(deployment)).toEqual(left);
      await workspace.destroy();
      expect(await deployment.leftOver()).toEqual([]);
    });
  });

  it.concurrent("goes with what they hold once that was applied, even where AWS has forgotten the service", async ({
    expect,
  }) => {
    const entry = entryOf("forced-image");
    await Deployment.during("100000000045", entry, async (deployment) => {
      const { workspace, account } = deployment;
      await workspace.apply();
      await fill(deployment, entry);
      expect(await deployment.applyChanged(synthesize(forced(entry)))).toEqual([]);

      // As AWS does for a time, the local AWS still tells of a service that was deleted: a destroy goes through.
      const { clusterName: cluster, serviceName } = service;
      await account.call("ecs", "DeleteService", { cluster, service: serviceName, force: true });
      await workspace.plan(["-destroy"]);

      // One that was never there stands for one that AWS has forgotten.
      const forgotten = { ...forced(entry), service: { ...service, serviceName: "forgotten" } };
      await workspace.replaceConfiguration(synthesize(forgotten));
      const before = await inState(deployment);
      const { code, stderr } = await workspace.run(["destroy", "-auto-approve"]);
      expect(code).toBe(1);
      expect(stderr).toContain("no matching ECS Service found");
      expect(await inState(deployment)).toEqual(before);

      const withoutRoles = { ...forgotten, service: { ...forgotten.service, taskRoles: [] } };
      await workspace.replaceConfiguration(synthesize(withoutRoles));
      await workspace.plan(["-destroy"]);
      await workspace.replaceConfiguration(synthesize(forgotten));
      await workspace.destroy(["-refresh=false"]);
      expect(await deployment.leftOver()).toEqual([]);
    });
  });
});
