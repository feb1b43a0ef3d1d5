import { z } from "zod";
import { type RunSettings, runWorkflow } from "../../local/github/actions/run-workflow";
import { workflowsFor } from "../../local/github/actions/triggers/workflows-for";
import type { WorkflowRun } from "../../local/github/actions/workflow-run";
import { type CommitSettings, LocalRepository } from "../../local/github/local-repository";
import type { Deployment } from "./on-the-bench";

/** What a push started. */
export interface Pushed {
  readonly sha: string;
  /** One of each workflow that it started. */
  readonly runs: readonly WorkflowRun[];
}

const folder = ".github/workflows";
const listed = z.array(z.object({ path: z.string() }));
const file = z.object({ content: z.string() });
const commits = z.array(z.object({ sha: z.string(), commit: z.object({ message: z.string() }) }));

/** A repository, and what GitHub Actions does there. */
export class ActionsRepository {
  readonly local: LocalRepository;

  constructor(
    private readonly deployment: Pick<Deployment, "account" | "bench">,
    private readonly owner: string,
    private readonly repository: string,
  ) {
    this.local = new LocalRepository(deployment.bench.githubUrl, owner, repository);
  }

  /** Pushes files to a branch, and runs what that starts. */
  async push(files: CommitSettings["files"], branch = "main"): Promise<Pushed> {
    const { sha, added, modified, removed } = await this.local.commit({ branch, files });
    return { sha, runs: await this.runsOf([...added, ...modified, ...removed], branch) };
  }

  /** Runs what a push that touched these paths starts. */
  async runsOf(changed: readonly string[], branch = "main"): Promise<readonly WorkflowRun[]> {
    const files = await this.workflows(branch);
    const runs: WorkflowRun[] = [];
    for (const path of await workflowsFor({ branch, files, changed }))
      runs.push(await this.run({ branch, path }));
    return runs;
  }

  /** Runs a workflow of a branch's head, by default the only one of main. */
  run(more: Partial<RunSettings> = {}): Promise<WorkflowRun> {
    const { account, bench } = this.deployment;
    const { owner, repository } = this;
    return runWorkflow({ account, githubUrl: bench.githubUrl, owner, repository, branch: "main", ...more });
  }

  /** A file of a branch's head; undefined where there is none. */
  async read(path: string, branch = "main"): Promise<string | undefined> {
    const found = await this.#get(`contents/${path}`, { ref: branch });
    return found === undefined ? undefined : Buffer.from(file.parse(found).content, "base64").toString();
  }

  /** What the commits of a branch say, newest first. */
  async messages(branch = "main"): Promise<readonly string[]> {
    return commits.parse(await this.#get("commits", { sha: branch })).map(({ commit }) => commit.message);
  }

  /** The commit at a branch's head. */
  async head(branch = "main"): Promise<string> {
    return commits.parse(await this.#get("commits", { sha: branch }))[0]?.sha ?? "";
  }

  private async workflows(branch: string): Promise<Record<string, string>> {
    const paths = listed.parse((await this.#get(`contents/${folder}`, { ref: branch })) ?? []);
    const files: Record<string, string> = {};
    for (const { path } of paths) files[path] = (await this.read(path, branch)) ?? "";
    return files;
  }

  async #get(path: string, query: Readonly<Record<string, string>>): Promise<unknown> {
    const root = `${this.deployment.bench.githubUrl.replace(/\/+$/, "")}/repos/${this.owner}/${this.repository}`;
    const response = await fetch(`${root}/${path}?${new URLSearchParams(query)}`, {
      // The local GitHub takes any token.
      headers: { authorization: "Bearer local" },
    });
    if (response.status === 404) return undefined;
    if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
    return response.json();
  }
}
