import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GithubProvider } from "@cdktf/provider-github/lib/provider";
import { RandomProvider } from "@cdktf/provider-random/lib/provider";
import { Testing } from "cdktf";
import type { ExpectStatic } from "vitest";
import { LocalRepository } from "../../local/github/local-repository";
import type { TerraformResult } from "../../local/terraform/run-terraform";
import type { Workspace } from "../../local/terraform/workspace";
import { GithubWebhook, type GithubWebhookOptions } from "../../modules/triggers/github-webhook";
import { ProjectStack } from "../../stacks/project-stack";
import { TestAccount } from "../behaviour/local-aws/on-local-aws";
import { createGithubPipeline } from "../behaviour/local-aws/pipelines";
import { callApi } from "../behaviour/local-github/github-api";
import { unwrittenApp } from "./bare-stack";
import { theBench } from "./on-the-bench";
import { openWorkspace } from "./open-workspace";

const owner = "example-organization";
const region = "eu-central-1";
const pipelineName = "pipeline";

/** Where the pair's resources are. */
export const receiver = "aws_codepipeline_webhook.pair";
export const sender = "github_repository_webhook.pair";

type Block = Record<string, unknown>;

/** Terraform JSON. */
export interface Configuration {
  readonly resource: Readonly<Record<string, Readonly<Record<string, Block>>>>;
}

interface Form {
  readonly defaultTags?: Record<string, string>;
  readonly hclOutput?: boolean;
}

/** A stack with a webhook pair and nothing else: its pipeline exists already, so that an apply takes seconds. */
class PairStack extends ProjectStack {
  constructor(
    repository: string,
    options: GithubWebhookOptions,
    { defaultTags = {}, hclOutput = false }: Form,
  ) {
    super(unwrittenApp({ hclOutput }), { project: { region, defaultTags }, settings: { stack: "pair" } });
    new GithubProvider(this, "github", { owner });
    new RandomProvider(this, "random");
    new GithubWebhook(this, "pair", { pipelineName, targetAction: "Code", repository, ...options });
  }
}

/** A webhook pair in an account and a repository of its own, on the bench. */
export class WebhookPair {
  #initialized: Promise<TerraformResult> | undefined;

  private constructor(
    readonly account: TestAccount,
    readonly repository: LocalRepository,
    readonly workspace: Workspace,
    private readonly folder: string,
    private readonly expect: ExpectStatic,
  ) {}

  /** Opens a pair for as long as a test uses it. Nothing is applied yet. */
  static async during(
    accountId: string,
    expect: ExpectStatic,
    use: (pair: WebhookPair) => Promise<void>,
  ): Promise<void> {
    const bench = theBench();
    const account = new TestAccount(bench.awsEndpoint, accountId, region);
    const repository = new LocalRepository(bench.githubUrl, owner, `pair-${accountId}`);
    await createGithubPipeline(account);
    const folder = await mkdtemp(join(tmpdir(), "pair-"));
    const workspace = await openWorkspace(bench, account, folder);
    try {
      await use(new WebhookPair(account, repository, workspace, folder, expect));
    } finally {
      await workspace.close();
      await rm(folder, { recursive: true });
    }
  }

  /** What this project synthesizes. */
  synthesized(options: GithubWebhookOptions, form: Form = {}): Configuration {
    return JSON.parse(Testing.synth(new PairStack(this.repository.name, options, form))) as Configuration;
  }

  /** The same as `synthesized`, in Terraform's other language. */
  synthesizedHcl(options: GithubWebhookOptions): string {
    return Testing.synthHcl(new PairStack(this.repository.name, options, { hclOutput: true }));
  }

  /** Takes Terraform JSON, or HCL as text, in place of the last configuration, without applying it. */
  async configure(configuration: Configuration | string): Promise<void> {
    const [name, text] =
      typeof configuration === "string"
        ? ["cdk.tf", configuration]
        : ["cdk.tf.json", JSON.stringify(configuration, null, 2)];
    for (const folder of [this.folder, this.workspace.folder]) {
      for (const other of ["cdk.tf", "cdk.tf.json"]) await rm(join(folder, other), { force: true });
      await writeFile(join(folder, name), text);
    }
    // Every configuration has the same providers, so one init serves them all.
    this.#initialized ??= this.workspace.init();
    await this.#initialized;
  }

  async apply(options: GithubWebhookOptions): Promise<void> {
    await this.configure(this.synthesized(options));
    await this.workspace.apply();
  }

  /** Applies what a plan finds to change, or what the message of a refused plan says in its place. */
  async heal(): Promise<"nothing to do" | "applied" | "replaced by hand"> {
    const { code, stdout, stderr } = await this.workspace.run(["apply", "-auto-approve"]);
    if (code === 0) return stdout.includes("No changes.") ? "nothing to do" : "applied";
    const [, replace] = /terraform\s+apply\s+(-replace=[\w.]+)/.exec(stderr) ?? [];
    this.expect(replace, stderr).toBeDefined();
    await this.workspace.apply([String(replace)]);
    return "replaced by hand";
  }

  /** A plan that may be refused: its exit code is 0 without changes, 1 when it was refused, 2 with changes. */
  plan(): Promise<TerraformResult> {
    return this.workspace.run(["plan", "-detailed-exitcode"]);
  }

  /** The secrets at AWS and at GitHub, one for each webhook. */
  async secrets(): Promise<{ readonly aws: readonly string[]; readonly github: readonly unknown[] }> {
    const hooks = await this.repository.hooks();
    return {
      aws: Object.values(await this.account.webhookSecrets()),
      github: hooks.map(({ config }) => config.secret),
    };
  }

  /** The status that a signed push is answered with, for every hook of the repository. */
  async push(): Promise<readonly unknown[]> {
    return (await this.repository.push({ branch: "main" })).map(({ status }) => status);
  }

  /** There is one webhook on each side, both have one secret, a push is taken, and nothing is left to apply. */
  async expectWhole(): Promise<void> {
    const { aws, github } = await this.secrets();
    this.expect(aws).toEqual([this.expect.stringMatching(/^[0-9a-f]{64}$/)]);
    this.expect(github).toEqual(aws);
    this.expect(await this.push()).toEqual([200]);
    const { code, stdout, stderr } = await this.plan();
    this.expect(code, stdout + stderr).toBe(0);
  }

  /** Somebody puts the webhook at AWS by hand; the CLI asks for the whole of it, the secret too. */
  async putAtAws(name: string, secret: string, branch = "{Branch}"): Promise<string> {
    const webhook = {
      name,
      targetPipeline: pipelineName,
      targetAction: "Code",
      filters: [{ jsonPath: "$.ref", matchEquals: `refs/heads/${branch}` }],
      authentication: "GITHUB_HMAC",
      authenticationConfiguration: { SecretToken: secret },
    };
    const answer = await this.account.call("codepipeline", "PutWebhook", { webhook });
    return (answer as { webhook: { url: string } }).webhook.url;
  }

  /** Somebody lets AWS's webhook listen to another branch. */
  async changeFilterAtAws(): Promise<void> {
    for (const [name, secret] of Object.entries(await this.account.webhookSecrets())) {
      await this.putAtAws(name, secret, "another");
    }
  }

  async deleteAtAws(): Promise<void> {
    for (const name of Object.keys(await this.account.webhookSecrets())) {
      await this.account.call("codepipeline", "DeleteWebhook", { name });
    }
  }

  /** Somebody makes a hook by hand; answers with its ID. */
  async createAtGithub(url: string, secret: string): Promise<number> {
    const hook = { config: { url, content_type: "json", secret }, events: ["push"] };
    return ((await this.#callGithub("POST", "hooks", hook)) as { id: number }).id;
  }

  async deleteAtGithub(): Promise<void> {
    for (const { id } of await this.repository.hooks()) await this.#callGithub("DELETE", `hooks/${id}`);
  }

  async #callGithub(method: string, path: string, body?: object): Promise<unknown> {
    const name = `${owner}/${this.repository.name}`;
    return (await callApi(theBench().githubUrl, name, method, path, body)).body;
  }
}
