import { afterAll, beforeAll, expect, it } from "vitest";
import { Deployment, onTheBench } from "../support/on-the-bench";
import { shippedGithubToEcs } from "../support/shipped";

const shippedEntry = shippedGithubToEcs;
const entry = {
  ...shippedEntry,
  name: "random-bytes",
  source: { ...shippedEntry.source, repository: "random-bytes", webhook: { secret: "random_bytes" } },
  artifactStore: { bucket: "random-bytes-pipeline-artifact" },
} as typeof shippedEntry;

// One deployment is walked from apply to destroy: each test goes on where the one before it stopped.
onTheBench("a webhook whose secret is random_bytes", () => {
  let deployment: Deployment;
  const printed: string[] = [];
  const secrets: string[] = [];

  beforeAll(async () => {
    deployment = await Deployment.open("100000000003", entry);
    await deployment.workspace.init();
    printed.push((await deployment.workspace.apply()).stdout);
  });
  afterAll(async () => deployment?.workspace.close());

  const repository = () => deployment.repository(entry.source.owner, entry.source.repository);
  const secretOfGithub = async () => String((await repository().hooks())[0]?.config.secret);

  it("has the same secret on both sides, and a signed push starts the pipeline", async () => {
    secrets.push(await secretOfGithub());
    expect(secrets[0]).toMatch(/^[0-9a-f]{64}$/);
    expect(await deployment.account.webhookSecret(entry.name ?? "")).toBe(secrets[0]);
    const [delivery] = await repository().push({ branch: entry.source.branch });
    expect(delivery?.status).toBe(200);
  });

  it("rotates on both sides in one apply, and the next plan has no changes", async () => {
    printed.push((await deployment.workspace.plan(["-replace=random_bytes.sample"])).stdout);
    printed.push((await deployment.workspace.apply(["-replace=random_bytes.sample"])).stdout);
    secrets.push(await secretOfGithub());
    expect(secrets[1]).not.toBe(secrets[0]);
    expect(await deployment.account.webhookSecret(entry.name ?? "")).toBe(secrets[1]);
    const { hasChanges, stdout } = await deployment.workspace.plan();
    printed.push(stdout);
    expect(hasChanges, stdout).toBe(false);
  });

  it("prints no secret in any plan, apply or destroy, old or new", async () => {
    printed.push((await deployment.workspace.destroy()).stdout);
    for (const secret of secrets) expect(printed.join("\n")).not.toContain(secret);
    expect(secrets).toHaveLength(2);
  });
});
