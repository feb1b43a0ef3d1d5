import type { LocalAccount } from "../../../local/aws/local-account";
import type { PipelineRun } from "../../../local/aws/pipeline-run";
import { LocalRepository } from "../../../local/github/local-repository";
import type { CloudfrontContinuousDeploymentSettings } from "../../../settings/schema/cloudfront-continuous-deployment";

type SiteSettings = Pick<CloudfrontContinuousDeploymentSettings, "source" | "name" | "stack" | "pipeline">;

/** The repository of a site, and the pipeline that a push starts, by connection or by webhook. */
export class SiteRepository {
  private readonly local: LocalRepository;

  constructor(
    private readonly account: LocalAccount,
    githubUrl: string,
    private readonly entry: SiteSettings,
  ) {
    this.local = new LocalRepository(githubUrl, entry.source.owner, entry.source.repository);
  }

  get pipelineName(): string {
    const { pipeline, name, stack } = this.entry;
    return pipeline?.pipelineName ?? name ?? stack;
  }

  /** Pushes files to the branch that is released; answers with the execution that this starts. */
  async push(files: Readonly<Record<string, string | null>>): Promise<PipelineRun> {
    const { branch } = this.entry.source;
    return this.entry.source.type === "connection"
      ? this.#changeConnected(branch, files)
      : this.#pushToHook(branch, files);
  }

  async #changeConnected(branch: string, files: Readonly<Record<string, string | null>>) {
    const { sha } = await this.local.commit({ branch, files });
    const { owner, name } = this.local;
    const detected = await this.account.changeRepository(`${owner}/${name}`, { branch, commit: sha });
    const started = detected.find(({ pipelineName }) => pipelineName === this.pipelineName)?.started;
    if (!started) throw new Error(`The push did not start ${this.pipelineName}: ${JSON.stringify(detected)}`);
    return this.account.attach(this.pipelineName, started);
  }

  async #pushToHook(branch: string, files: Readonly<Record<string, string | null>>) {
    const before = (await this.account.executions(this.pipelineName)).length;
    const deliveries = await this.local.push({ branch, files });
    const started = (await this.account.executions(this.pipelineName))[before];
    if (!started)
      throw new Error(`The push did not start ${this.pipelineName}: ${JSON.stringify(deliveries)}`);
    return this.account.attach(this.pipelineName, started.pipelineExecutionId);
  }
}
