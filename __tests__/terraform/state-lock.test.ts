import { afterAll, beforeAll, expect, it } from "vitest";
import { Deployment, onTheBench } from "../support/on-the-bench";
import { shippedEcrPushToEcs, shippedProject } from "../support/shipped";

const entry = {
  ...shippedEcrPushToEcs,
  name: "locked-image",
  artifactStore: { bucket: "locked-image-pipeline-artifact" },
};
const backend = { type: "s3", bucket: "terraform-state-of-the-lock-test" } as const;

// One deployment is walked from apply to destroy: each test goes on where the one before it stopped.
onTheBench("state in S3 with its own lock", () => {
  let deployment: Deployment;

  beforeAll(async () => {
    deployment = await Deployment.open("100000000006", entry, { ...shippedProject, backend });
    await deployment.account.createBucket(backend.bucket);
    await deployment.workspace.init();
  });
  afterAll(async () => deployment?.workspace.close());

  it("refuses a second apply while one holds the lock, and loses nothing of the first", async () => {
    const first = await deployment.workspace.start(["apply", "-auto-approve"]);
    await first.printed("Creating...");
    const second = await deployment.workspace.run(["apply", "-auto-approve"]);
    expect(second.code).toBe(1);
    expect(second.stderr).toContain("Error acquiring the state lock");
    expect((await first.ended).code).toBe(0);
    expect(await deployment.changes()).toBe("");
  });

  it("lets go of the lock: a destroy goes through, and leaves the state bucket alone", async () => {
    await deployment.destroy();
    expect(await deployment.leftOver()).toEqual([`arn:aws:s3:::${backend.bucket}`]);
  });
});
