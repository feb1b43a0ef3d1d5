import { z } from "zod";
import type { PipelineRun } from "../../../local/aws/pipeline-run";
import { LocalRepository } from "../../../local/github/local-repository";
import type { CloudfrontContinuousDeploymentSettings } from "../../../settings/schema/cloudfront-continuous-deployment";
import { runByHand } from "../by-hand";
import { changesOf } from "../git-changes";
import { withoutPermission } from "../permission";
import { type ReleaseOptions, showRelease } from "../release";
import { heading, say } from "../say";
import { confirmConnections } from "../source-ground";
import { startedSince } from "../started";
import type { PlayContext } from "../story";
import { CleanUps } from "./clean-up";
import { productionOf, showDistributions, withoutPolicy } from "./distributions";
import { siteOf } from "./site";
import { showViewers } from "./viewers";

type Settings = CloudfrontContinuousDeploymentSettings;

/** What showing a release cannot do without. */
const showing = "cloudfront:UpdateDistribution";
/** How long an approval waits (CodePipeline: Quotas). */
const SEVEN_DAYS = 7 * 24 * 60;

const describedProjects = z.object({ projects: z.array(z.object({ serviceRole: z.string() })) });

export const pipelineNameOf = ({ stack, name = stack, pipeline }: Settings): string =>
  pipeline?.pipelineName ?? name;

/** Releases of a site, and what its viewers see of them. */
export class SiteStory {
  readonly repository: LocalRepository;
  private readonly name: string;
  private readonly pipelineName: string;
  private readonly stagingParameter: string;
  // The first one was there before the pipeline.
  private version = 1;

  constructor(
    private readonly settings: Settings,
    private readonly context: PlayContext<Settings>,
  ) {
    const { stack, name = stack, source } = settings;
    this.repository = new LocalRepository(context.githubUrl, source.owner, source.repository);
    this.name = name;
    this.pipelineName = pipelineNameOf(settings);
    this.stagingParameter = `/${name}/cloudfront/cfcd-staging`;
  }

  /** A release goes to its end: that of the pipeline's creation where its source can be read already, else that of a push. */
  async promote(): Promise<boolean> {
    const { settings, context } = this;
    const { account } = context;
    heading("A new pipeline runs at once");
    const reviewed: ReleaseOptions = { beforeVerdict: () => this.showState() };
    const run = await account.attachToLatest(this.pipelineName);
    let status = await showRelease(account, run, reviewed);
    await confirmConnections(context);
    await this.attachPolicy();
    if (settings.mode === "terraform" && (await hasFailed(run, "Staging"))) {
      heading("Its policy is attached: aws codepipeline retry-stage-execution --stage-name Staging");
      await run.retry("Staging");
      status = await showRelease(account, run, reviewed);
    }
    if (status === "Failed") {
      heading(`${this.fullName}: ${this.change.what}`);
      status = await (await this.release(reviewed)).status();
    }
    if (status !== "Succeeded") return false;
    await this.showState();
    return true;
  }

  /** A release is rejected, after its stage Staging has failed for want of a permission. */
  async reject(): Promise<void> {
    const cleanUps = await this.cleanUps();
    const before = await productionOf(this.context.account);
    const rejected: ReleaseOptions = { ...this.reviewed, verdict: "reject" };
    const role = await this.roleOfStaging();
    const tried = await withoutPermission(this.context.account, role, showing, async () => {
      heading(`${this.fullName}: ${this.change.what}; the role ${role} has lost ${showing}`);
      return this.release(rejected);
    });
    if (tried === undefined) {
      heading(`${this.fullName}: ${this.change.what}; somebody rejects the release`);
      await this.release(rejected);
    } else if (await hasFailed(tried, "Staging")) {
      heading(
        `It gets ${showing} back, and somebody rejects the release: aws codepipeline retry-stage-execution --stage-name Staging`,
      );
      await tried.retry("Staging");
      await showRelease(this.context.account, tried, rejected);
    }
    await this.showCleanUp(cleanUps, before);
  }

  /** Nobody answers for a release. */
  async expire(): Promise<void> {
    const cleanUps = await this.cleanUps();
    const before = await productionOf(this.context.account);
    const expiresAfterMinutes = this.settings.approval?.timeoutInMinutes ?? SEVEN_DAYS;
    heading(`${this.fullName}: ${this.change.what}; nobody answers`);
    await this.release({ ...this.reviewed, verdict: { expiresAfterMinutes } });
    await this.showCleanUp(cleanUps, before);
  }

  private get fullName(): string {
    return `${this.repository.owner}/${this.repository.name}`;
  }

  /** Something that starts the pipeline, where anything does; else a push. */
  private get change() {
    const { source } = this.settings;
    const push = { what: `a push to ${source.branch}`, change: { branch: source.branch } };
    if (source.type !== "connection" || typeof source.trigger !== "object") return push;
    return changesOf(source)[0] ?? push;
  }

  /** While the approval waits, the site is looked at. */
  private readonly reviewed: ReleaseOptions = { beforeVerdict: () => this.showSite() };

  /** Commits another version of the site, and shows the release that this starts, or else one that is started by hand. */
  private async release(options: ReleaseOptions): Promise<PipelineRun> {
    const { account } = this.context;
    const { source, pipeline } = this.settings;
    const { branch } = source;
    const started = await startedSince(account, this.pipelineName);
    this.version += 1;
    const commit = { branch, files: siteOf(this.settings, this.version), message: `Version ${this.version}` };
    if (source.type === "github-v1" && !source.pollForSourceChanges) {
      for (const { status } of await this.repository.push(commit)) {
        say(`  delivered   AWS answers ${status}`);
      }
    } else {
      const { sha } = await this.repository.commit(commit);
      await account.changeRepository(this.fullName, { ...this.change.change, commit: sha });
    }
    const [run] = await started.show(options);
    if (run !== undefined) return run;
    say(`  by hand     aws codepipeline start-pipeline-execution --name ${this.pipelineName}`);
    const { pipelineName } = this;
    const byHand = await runByHand(account, { pipelineName, pipeline });
    await showRelease(account, byHand, options);
    return byHand;
  }

  /** The second phase of mode `terraform`, with the ID that the distribution has here. */
  private async attachPolicy(): Promise<void> {
    const { settings, context } = this;
    if (settings.mode !== "terraform") return;
    const { id } = await productionOf(context.account);
    heading(`In the settings attachPolicyTo: "${id}", and terraform apply`);
    if (settings.attachPolicyTo !== undefined) {
      say(`  instead     of ${settings.attachPolicyTo}, which is a distribution of another account`);
    }
    await context.stack.change({ ...settings, attachPolicyTo: id });
    await this.showState();
  }

  private async cleanUps(): Promise<CleanUps | undefined> {
    const { stagingDistributionCleanupEnabled = true, rejectedCleanup } = this.settings;
    if (!stagingDistributionCleanupEnabled) return undefined;
    return CleanUps.since(this.context.account, rejectedCleanup?.projectName ?? `${this.name}-rejected`);
  }

  private async showCleanUp(
    cleanUps: CleanUps | undefined,
    before: Awaited<ReturnType<typeof productionOf>>,
  ): Promise<void> {
    if (cleanUps === undefined) {
      say("  cleaned up  nothing: the staging distribution stays until the next release takes it over");
    }
    await cleanUps?.show();
    await this.showState();
    const isAsBefore = withoutPolicy(await productionOf(this.context.account)) === withoutPolicy(before);
    say(`  production  ${isAsBefore ? "is as it was before the release" : "has changed"}`);
  }

  private async roleOfStaging(): Promise<string> {
    const { account } = this.context;
    const name = this.settings.builds?.staging?.projectName ?? `${this.name}-staging`;
    const answer = await account.call("codebuild", "BatchGetProjects", { names: [name] });
    return describedProjects.parse(answer).projects[0]?.serviceRole ?? "";
  }

  /** What viewers get, what the distributions are, and what Terraform says to that. */
  private async showState(): Promise<void> {
    await this.showSite();
    await this.context.stack.showPlan();
  }

  private async showSite(): Promise<void> {
    const { account } = this.context;
    await showDistributions(account, this.stagingParameter);
    await showViewers(this.settings, account, await productionOf(account));
  }
}

async function hasFailed(run: PipelineRun, stage: string): Promise<boolean> {
  return (await run.actions()).some(({ stageName, status }) => stageName === stage && status === "Failed");
}
