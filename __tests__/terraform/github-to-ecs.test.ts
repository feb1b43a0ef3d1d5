import { afterAll, beforeAll, expect, it } from "vitest";
import { Deployment, onTheBench } from "../support/on-the-bench";
import { shippedGithubToEcs, shippedProject } from "../support/shipped";
import { synthesize, synthesizeHcl } from "../support/synthesize";

const entry = shippedGithubToEcs;
const hex = /^[0-9a-f]{64}$/;

// One deployment is walked from init to destroy: each test goes on where the one before it stopped.
onTheBench("the shipped stack github-to-ecs", () => {
  let deployment: Deployment;
  const printed: string[] = [];

  beforeAll(async () => {
    deployment = await Deployment.open("100000000001", entry);
  });
  afterAll(async () => deployment?.workspace.close());

  const repository = () => deployment.repository(entry.source.owner, entry.source.repository);
  const secretOfGithub = async () => (await repository().hooks())[0]?.config.secret;
  const secretOfAws = async () => Object.values(await deployment.account.webhookSecrets())[0];

  it("is valid Terraform", async () => {
    await deployment.workspace.init();
    await expect(deployment.workspace.validate()).resolves.toMatchObject({ code: 0 });
  });

  it("applies", async () => {
    expect(await deployment.unknownPolicies()).toEqual([]);
    printed.push((await deployment.workspace.plan()).stdout);
    printed.push((await deployment.workspace.apply()).stdout);
    expect(await repository().hooks()).toHaveLength(1);
  });

  it("plans no changes after an apply, although AWS redacts the secret", async () => {
    const { hasChanges, stdout } = await deployment.workspace.plan();
    printed.push(stdout);
    expect(hasChanges, stdout).toBe(false);
  });

  it("plans no changes when it is written as HCL", async () => {
    expect(await deployment.changesAsHcl(synthesizeHcl(entry))).toBe("");
  });

  it("gives both sides of the webhook the same 64 hexadecimal digits", async () => {
    expect(await secretOfGithub()).toMatch(hex);
    expect(await secretOfAws()).toBe(await secretOfGithub());
  });

  it("prints the secret nowhere and hands it out in no output", async () => {
    const secret = String(await secretOfGithub());
    expect(secret).toMatch(hex);
    expect(printed.join("\n")).not.toContain(secret);
    expect(JSON.stringify(await deployment.workspace.output())).not.toContain(secret);
  });

  it("is started by a signed push to the branch", async () => {
    const before = (await deployment.account.executions("example")).length;
    const [delivery] = await repository().push({ branch: entry.source.branch });
    expect(delivery?.status).toBe(200);
    expect(await deployment.account.executions("example")).toHaveLength(before + 1);
  });

  it("is not started by a push that another secret signed", async () => {
    const before = (await deployment.account.executions("example")).length;
    const [delivery] = await repository().push({ branch: entry.source.branch, secret: "0".repeat(64) });
    expect(delivery?.status).toBe(401);
    expect(await deployment.account.executions("example")).toHaveLength(before);
  });

  it("is not started by a push to another branch", async () => {
    const before = (await deployment.account.executions("example")).length;
    await repository().push({ branch: `not-${entry.source.branch}` });
    expect(await deployment.account.executions("example")).toHaveLength(before);
  });

  it("rotates the secret on both sides in one apply when random_id is replaced", async () => {
    const old = await secretOfGithub();
    const { stdout } = await deployment.workspace.apply(["-replace=random_id.sample"]);
    // Terraform itself prints the old value of a replaced random_id, which is not sensitive; never the new one.
    const secret = String(await secretOfGithub());
    expect(secret).toMatch(hex);
    expect(secret).not.toBe(old);
    expect(await secretOfAws()).toBe(secret);
    expect(stdout).not.toContain(secret);
  });

  it("plans no changes after the rotation, and a push still starts the pipeline", async () => {
    expect(await deployment.changes()).toBe("");
    const before = (await deployment.account.executions("example")).length;
    await repository().push({ branch: entry.source.branch });
    expect(await deployment.account.executions("example")).toHaveLength(before + 1);
  });

  it("takes changed tags and a changed setting in place", async () => {
    const changed = synthesize(
      { ...entry, imageRepository: { scanOnPush: false }, build: { logRetentionDays: 60 } },
      { ...shippedProject, defaultTags: { ManagedBy: "terraform", Team: "platform" } },
    );
    expect(await deployment.applyChanged(changed)).toEqual([]);
    expect(await deployment.changes()).toBe("");
  });

  it("leaves nothing in the account when it is destroyed", async () => {
    await deployment.destroy();
    expect(await deployment.leftOver()).toEqual([]);
    expect(await repository().hooks()).toEqual([]);
  });
});
