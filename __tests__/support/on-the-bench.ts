import { rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { inject } from "vitest";
import { LocalAccount } from "../../local/aws/local-account";
import type { Bench } from "../../local/bench";
import { LocalRepository } from "../../local/github/local-repository";
import type { Workspace } from "../../local/terraform/workspace";
import type { ProjectSettings } from "../../settings/schema/project";
import { type StackSettings, systemOf } from "../../systems";
import type { StoryContext } from "../../tools/try/story";
import { bucketsAmong, claimBuckets } from "./claimed-buckets";
import { deleteWhatExecutionsMade } from "./made-by-executions";
import { openWorkspace } from "./open-workspace";
import { requires } from "./requires";
import { synthesize } from "./synthesize";

/** One entry's stack, in an AWS account of its own, with what the entry expects to exist. */
export class Deployment {
  private constructor(
    readonly bench: Bench,
    readonly account: LocalAccount,
    readonly workspace: Workspace,
    private readonly before: readonly string[],
  ) {}

  static async open(accountId: string, entry: StackSettings, project?: ProjectSettings): Promise<Deployment> {
    const story = await systemOf(entry).story();
    const prepare = (context: StoryContext) => story.prepare(entry, context);
    return Deployment.openOn(prepare, accountId, entry, project, story.variables?.(entry));
  }

  /** The same where the test itself makes what the entry expects to exist. */
  static async openOn(
    prepare: (context: StoryContext) => Promise<void>,
    accountId: string,
    entry: StackSettings,
    project?: ProjectSettings,
    variables: Readonly<Record<string, string>> = {},
  ): Promise<Deployment> {
    const bench = theBench();
    const account = new LocalAccount(bench.awsEndpoint, accountId);
    await prepare({ account, githubUrl: bench.githubUrl });
    const before = await account.resources();
    claimBuckets(bucketsAmong(before));
    const workspace = await openWorkspace(bench, account, synthesize(entry, project), { variables });
    return new Deployment(bench, account, workspace, before);
  }

  /** Opens a deployment for as long as a test uses it. */
  static async during(
    accountId: string,
    entry: StackSettings,
    use: (deployment: Deployment) => Promise<void>,
  ): Promise<void> {
    const deployment = await Deployment.open(accountId, entry);
    try {
      await deployment.workspace.init();
      await use(deployment);
    } finally {
      await deployment.workspace.close();
    }
  }

  /** What a plan says there is to change; nothing where there is nothing. */
  async changes(): Promise<string> {
    const { hasChanges, stdout } = await this.workspace.plan();
    return hasChanges ? stdout : "";
  }

  /** Plans, and answers with the addresses of policies that a reviewer of this plan could not read. */
  async unknownPolicies(): Promise<readonly string[]> {
    await this.workspace.plan();
    const { resource_changes = [] } = await this.workspace.planJson();
    // A bucket and a role also show what other resources attach to them, which nobody can know before.
    const written = [
      "aws_iam_policy",
      "aws_iam_role_policy",
      "aws_s3_bucket_policy",
      "aws_sns_topic_policy",
      "aws_kms_key",
    ];
    return resource_changes
      .filter(({ type, change }) => {
        const unknown = Object.keys(change.after_unknown ?? {});
        return (
          (written.includes(type) && unknown.includes("policy")) || unknown.includes("assume_role_policy")
        );
      })
      .map(({ address }) => address);
  }

  /** Applies a changed configuration, and answers with the addresses of what that destroys or replaces. */
  async applyChanged(stackFolder: string): Promise<readonly string[]> {
    await this.workspace.replaceConfiguration(stackFolder);
    await this.workspace.plan();
    const { resource_changes = [] } = await this.workspace.planJson();
    await this.workspace.apply();
    return resource_changes
      .filter(({ change }) => change.actions.includes("delete"))
      .map(({ address }) => address);
  }

  /** What a plan says there is to change when the same stack is written as HCL; nothing where there is nothing. */
  async changesAsHcl(hclFolder: string): Promise<string> {
    const json = join(this.workspace.folder, "cdk.tf.json");
    const aside = `${json}.aside`;
    await rename(json, aside);
    await this.workspace.replaceConfiguration(hclFolder);
    try {
      return await this.changes();
    } finally {
      await rm(join(this.workspace.folder, "cdk.tf"));
      await rename(aside, json);
    }
  }

  /** Deletes what executions made, then what Terraform did. */
  async destroy(): Promise<void> {
    await deleteWhatExecutionsMade(this.account);
    await this.workspace.destroy();
  }

  /** What is in the account and was not before the first apply, but for revisions of task definitions, which ECS keeps. */
  async leftOver(): Promise<readonly string[]> {
    return (await this.account.resources()).filter(
      (resource) => !this.before.includes(resource) && !resource.includes(":task-definition/"),
    );
  }

  /** The repository of an entry with a GitHub source. */
  repository(owner: string, name: string): LocalRepository {
    return new LocalRepository(this.bench.githubUrl, owner, name);
  }
}

/** The bench that the test run started. */
export function theBench(): Bench {
  const bench = inject("bench");
  if (!bench) throw new Error(inject("missingForBench") ?? "the bench was not started");
  return bench;
}

/** Tests that need the bench; where the machine lacks something they skip with the line that says what. */
export function onTheBench(name: string, suite: () => void): void {
  requires(inject("missingForBench"))(name, suite);
}
