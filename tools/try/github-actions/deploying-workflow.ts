import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import { runWorkflow } from "../../../local/github/actions/run-workflow";
import { workflowsFor } from "../../../local/github/actions/triggers/workflows-for";
import type { WorkflowRun } from "../../../local/github/actions/workflow-run";
import { LocalRepository } from "../../../local/github/local-repository";
import { oidcSubject } from "../../../modules/github/oidc-subject";
import { literalTexts } from "../../../settings/literal-texts";
import type { GithubActionsToEcsSettings } from "../../../settings/schema/github-actions-to-ecs";
import { issuerOf } from "../../../stacks/actions/identity";
import { GithubActionsToEcs, type Workflow } from "../../../stacks/github-actions-to-ecs";
import { say } from "../say";
import type { StoryContext } from "../story";
import { applicationOf } from "./application";
import { showRun } from "./shown-run";

/** Files by path, null for one that goes. */
type Files = Readonly<Record<string, string | null>>;

/** The repository of an entry, and what GitHub Actions does there. */
export class DeployingWorkflow {
  readonly repository: LocalRepository;
  readonly file: Workflow;
  #version = 0;

  constructor(
    private readonly settings: GithubActionsToEcsSettings,
    private readonly context: StoryContext,
  ) {
    const { owner, repository } = settings.github;
    this.repository = new LocalRepository(context.githubUrl, owner, repository);
    this.file = workflowOf(settings, context.account.region);
  }

  get branch(): string {
    return this.settings.github.branch;
  }

  /** The branch that nothing is released of. */
  get otherBranch(): string {
    return `not-${this.branch}`;
  }

  /** Commits the application as it is before anything is played. */
  async createApplication(): Promise<void> {
    await this.repository.commit({ branch: this.branch, files: this.application(0) });
  }

  /** Commits the application, changed, and other files to a branch; answers with the paths that the commit touches. */
  async commit(branch: string, others: Files = {}): Promise<readonly string[]> {
    this.#version += 1;
    const files = { ...this.application(this.#version), ...others };
    const message = `Change ${branch}, ${this.#version}`;
    const { added, modified, removed } = await this.repository.commit({ branch, files, message });
    return [...added, ...modified, ...removed];
  }

  /** Pushes such a commit, and shows what it starts. */
  async push(branch: string, others: Files = {}): Promise<void> {
    await this.showStarted(branch, await this.commit(branch, others));
  }

  /** Shows what a push of commits that touched these paths starts, to its end. */
  async showStarted(branch: string, changed: readonly string[]): Promise<void> {
    const { fileName, text } = this.file;
    const started = await workflowsFor({ branch, files: { [fileName]: text }, changed });
    if (started.length === 0) return say("  started     nothing");
    say(`  started     ${fileName}, by the push`);
    showRun(await this.run(branch, "push"));
  }

  /** Starts the workflow by hand, as it is on a branch, and shows it to its end. */
  async dispatch(branch: string): Promise<void> {
    showRun(await this.run(branch, "workflow_dispatch"));
  }

  private application(version: number): Files {
    return applicationOf(this.settings.workflow ?? {}, version);
  }

  private run(branch: string, event: "push" | "workflow_dispatch"): Promise<WorkflowRun> {
    const { owner, repository } = this.settings.github;
    const { fileName: path } = this.file;
    const identity = this.identity(branch);
    return runWorkflow({ ...this.context, owner, repository, branch, path, event, identity });
  }

  /** What GitHub's tokens say where the settings say that it is not what they say of any repository here. */
  private identity(branch: string): { readonly issuer?: string; readonly subject?: string } {
    const { github, identity } = this.settings;
    if (identity !== undefined && identity.type !== "oidc") return {};
    const issuer = issuerOf(this.settings);
    const [subject] = identity?.subjects ?? [];
    if (subject !== undefined && branch === this.branch) return { issuer, subject };
    if (github.ownerId === undefined) return { issuer };
    const isReleased = branch === this.branch;
    const { environment: _, ...withoutEnvironment } = github;
    return { issuer, subject: oidcSubject({ ...(isReleased ? github : withoutEnvironment), branch }) };
  }
}

/** The workflow file, as `npm run workflow` writes it. */
function workflowOf(settings: GithubActionsToEcsSettings, region: string): Workflow {
  // CDKTF makes the folder, whether or not it writes.
  const outdir = mkdtempSync(join(tmpdir(), "workflow-"));
  try {
    const app = new App({ outdir, stackTraces: false });
    return new GithubActionsToEcs(app, { project: { region }, settings: literalTexts(settings) }).workflow;
  } finally {
    rmSync(outdir, { recursive: true });
  }
}
