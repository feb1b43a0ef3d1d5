import { afterAll, beforeAll, expect, it } from "vitest";
import { Deployment, onTheBench } from "../support/on-the-bench";
import { shippedEcrPushToEcs, shippedProject } from "../support/shipped";
import { synthesize, synthesizeHcl } from "../support/synthesize";

const entry = shippedEcrPushToEcs;
const pipeline = "example-image";
const repository = "example-image";

// One deployment is walked from init to destroy: each test goes on where the one before it stopped.
onTheBench("the shipped stack ecr-push-to-ecs", () => {
  let deployment: Deployment;

  beforeAll(async () => {
    deployment = await Deployment.open("100000000002", entry);
  });
  afterAll(async () => deployment?.workspace.close());

  const executions = () => deployment.account.executions(pipeline);

  it("is valid Terraform", async () => {
    await deployment.workspace.init();
    await expect(deployment.workspace.validate()).resolves.toMatchObject({ code: 0 });
  });

  it("applies", async () => {
    expect(await deployment.unknownPolicies()).toEqual([]);
    await deployment.workspace.apply();
    expect(await deployment.workspace.output()).toEqual({
      pipeline_name: pipeline,
      pipeline_url: expect.stringMatching(
        /^https:\/\/ap-northeast-1\.console\.aws\.amazon\.com\/.*example-image/,
      ),
      repository_url: expect.stringMatching(
        /^\d{12}\.dkr\.ecr\.ap-northeast-1\.amazonaws\.com\/example-image$/,
      ),
    });
  });

  it("plans no changes after an apply", async () => {
    expect(await deployment.changes()).toBe("");
  });

  it("plans no changes when it is written as HCL", async () => {
    expect(await deployment.changesAsHcl(synthesizeHcl(entry))).toBe("");
  });

  it("starts exactly one execution, with the pushed digest, when the watched tag is pushed", async () => {
    const before = (await executions()).length;
    const { digest } = await deployment.account.pushImage({ repository, tag: "latest", content: "first" });
    const started = (await executions()).slice(before);
    expect(started).toHaveLength(1);
    expect(started[0]?.sourceRevisions).toMatchObject([{ actionName: "Source", revisionId: digest }]);
    expect(started[0]?.trigger.triggerType).toBe("CloudWatchEvent");
  });

  it("gives two quick pushes of one tag an execution each, each with its own digest", async () => {
    const before = (await executions()).length;
    const pushed = await Promise.all(
      ["second", "third"].map((content) =>
        deployment.account.pushImage({ repository, tag: "latest", content }),
      ),
    );
    const revisions = (await executions())
      .slice(before)
      .flatMap(({ sourceRevisions }) => sourceRevisions.map(({ revisionId }) => revisionId));
    expect(revisions.sort()).toEqual(pushed.map(({ digest }) => digest).sort());
  });

  it("is not started by a push of another tag", async () => {
    const before = (await executions()).length;
    await deployment.account.pushImage({ repository, tag: "release-1", content: "fourth" });
    expect(await executions()).toHaveLength(before);
  });

  it("is not started by a push to another repository", async () => {
    const before = (await executions()).length;
    await deployment.account.call("ecr", "CreateRepository", { repositoryName: "another" });
    await deployment.account.pushImage({ repository: "another", tag: "latest" });
    await deployment.account.call("ecr", "DeleteRepository", { repositoryName: "another", force: true });
    expect(await executions()).toHaveLength(before);
  });

  it("is not started by a push that failed", async () => {
    const before = (await executions()).length;
    await deployment.account.putEvent({
      source: "aws.ecr",
      "detail-type": "ECR Image Action",
      detail: {
        "action-type": "PUSH",
        result: "FAILURE",
        "repository-name": repository,
        "image-tag": "latest",
        "image-digest": `sha256:${"0".repeat(64)}`,
      },
    });
    expect(await executions()).toHaveLength(before);
  });

  it("takes changed tags and a changed setting in place", async () => {
    const changed = synthesize(
      { ...entry, build: { logRetentionDays: 60 }, source: { trigger: { description: "changed" } } },
      { ...shippedProject, defaultTags: { ManagedBy: "terraform", Team: "platform" } },
    );
    expect(await deployment.applyChanged(changed)).toEqual([]);
    expect(await deployment.changes()).toBe("");
  });

  it("leaves nothing in the account when it is destroyed", async () => {
    await deployment.destroy();
    expect(await deployment.leftOver()).toEqual([]);
  });
});
