import { afterAll, beforeAll, expect, it } from "vitest";
import type { TerraformResult } from "../../local/terraform/run-terraform";
import { deleteWhatExecutionsMade } from "../support/made-by-executions";
import { Deployment, onTheBench } from "../support/on-the-bench";
import { shippedGithubToEcs } from "../support/shipped";
import { WebhookPair } from "../support/webhook-pair";

const shippedEntry = shippedGithubToEcs;
const { webhook: _, ...source } = shippedEntry.source as Extract<
  typeof shippedEntry.source,
  { type: "github-v1" }
>;
const entry = {
  ...shippedEntry,
  name: "random-bytes",
  source: { ...source, repository: "random-bytes" },
  artifactStore: { bucket: "random-bytes-pipeline-artifact" },
};

/** The same 32 bytes in every form that a provider or a function of Terraform's could print. */
function formsOf(hex: string): readonly string[] {
  const bytes = Buffer.from(hex, "hex");
  const base64 = bytes.toString("base64").replace(/=+$/, "");
  return [hex, hex.toUpperCase(), base64, bytes.toString("base64url"), BigInt(`0x${hex}`).toString()];
}

// One deployment is walked from apply to destroy: each test goes on where the one before it stopped.
onTheBench("the secret of a webhook that is made by default", () => {
  let deployment: Deployment;
  const printed: string[] = [];
  const secrets: string[] = [];

  const keep = ({ stdout, stderr }: TerraformResult) => printed.push(stdout, stderr);
  const run = async (...args: readonly string[]) => {
    const result = await deployment.workspace.run(args);
    expect(result.code, result.stderr).toBe(0);
    keep(result);
  };

  beforeAll(async () => {
    deployment = await Deployment.open("100000000003", entry);
    await run("init");
    await run("plan");
    await run("apply", "-auto-approve");
  });
  afterAll(async () => deployment?.workspace.close());

  const repository = () => deployment.repository(entry.source.owner, entry.source.repository);
  const secretOfGithub = async () => String((await repository().hooks())[0]?.config.secret);
  const secretsOfAws = async () => Object.values(await deployment.account.webhookSecrets());

  it("is the same on both sides, and a signed push starts the pipeline", async () => {
    secrets.push(await secretOfGithub());
    expect(secrets[0]).toMatch(/^[0-9a-f]{64}$/);
    expect(await secretsOfAws()).toEqual(secrets);
    const [delivery] = await repository().push({ branch: entry.source.branch });
    expect(delivery?.status).toBe(200);
  });

  it("rotates on both sides in one apply, and the next plan has no changes", async () => {
    await run("plan", "-replace=random_bytes.webhook", "-out=rotation");
    await run("show", "rotation");
    await run("apply", "-auto-approve", "-replace=random_bytes.webhook");
    secrets.push(await secretOfGithub());
    expect(secrets[1]).not.toBe(secrets[0]);
    expect(await secretsOfAws()).toEqual([secrets[1]]);
    await run("plan", "-detailed-exitcode");
  });

  it("is printed by nothing that looks at the state or destroys it, in no form, old or new", async () => {
    await run("show");
    await run("output");
    await run("output", "-json");
    await run("state", "list");
    await run("state", "show", "random_bytes.webhook");
    await run("state", "show", "aws_codepipeline_webhook.example");
    await run("state", "show", "github_repository_webhook.example");
    await run("plan", "-destroy");
    await deleteWhatExecutionsMade(deployment.account);
    await run("destroy", "-auto-approve");
    const all = printed.join("\n");
    for (const secret of secrets) expect(formsOf(secret).filter((form) => all.includes(form))).toEqual([]);
    expect(secrets).toHaveLength(2);
  });
});

onTheBench("the secret of a webhook that is made by random_id", () => {
  it("is printed by every plan, which synth warns of", async () => {
    await WebhookPair.during("100000000119", expect, async (pair) => {
      await pair.apply({ secret: "random_id" });
      const [secret] = (await pair.secrets()).aws;
      const { stdout } = await pair.plan();
      // Its base64url, which is its base64 too where neither has a character of its own.
      expect(formsOf(String(secret)).filter((form) => stdout.includes(form))).not.toEqual([]);
    });
  });
});
