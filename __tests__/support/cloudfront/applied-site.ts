import { expect } from "vitest";
import { z } from "zod";
import type { DistributionSummary, LocalAccount, Visit } from "../../../local/aws/local-account";
import type { PipelineRun } from "../../../local/aws/pipeline-run";
import type { CloudfrontContinuousDeploymentSettings } from "../../../settings/schema/cloudfront-continuous-deployment";
import { createMentioned } from "../../../tools/try/existing/resources";
import { Deployment } from "../on-the-bench";
import { CleanUps } from "./clean-ups";
import { SiteRepository } from "./site-repository";

type Settings = CloudfrontContinuousDeploymentSettings;

const parameter = z.object({ Parameter: z.object({ Value: z.string() }) });

// Nothing takes that long; the scripts wait some seconds between two looks, and the machine may be busy.
const releaseSeconds = 240;
const looking = { timeout: releaseSeconds * 1000, interval: 500 };

/** A site that is applied in an AWS account of its own, as those see it who push, visit, and look after it. */
export class AppliedSite {
  readonly account: LocalAccount;
  readonly repository: SiteRepository;
  /** The builds that follow rejections. */
  readonly cleanUps: CleanUps;

  private constructor(
    readonly deployment: Deployment,
    readonly entry: Settings,
  ) {
    this.account = deployment.account;
    this.repository = new SiteRepository(this.account, deployment.bench.githubUrl, entry);
    const projectName = entry.rejectedCleanup?.projectName ?? `${entry.name ?? entry.stack}-rejected`;
    this.cleanUps = new CleanUps(this.account, projectName);
  }

  /** Makes what the entry names as existing; nothing is applied yet. */
  static async open(accountId: string, entry: Settings): Promise<AppliedSite> {
    const prepare = async ({ account }: Pick<Deployment, "account">) => {
      await createMentioned(entry, account);
      const { source } = entry;
      if (source.type === "github-v1" && "ssmParameter" in source.token) {
        await account.createSsmParameter({ name: source.token.ssmParameter, value: "local" });
      }
    };
    const deployment = await Deployment.openOn(prepare, accountId, entry);
    await deployment.workspace.init();
    return new AppliedSite(deployment, entry);
  }

  /** Applies, confirms the connection, and lets the run end that a new pipeline begins with: there is no commit yet. */
  async apply(): Promise<void> {
    await this.deployment.workspace.apply();
    await this.account.confirmConnections();
    await (await this.account.attachToLatest(this.repository.pipelineName)).end(releaseSeconds);
  }

  /** Pushes a version; answers with the execution that this starts. */
  push(version: string): Promise<PipelineRun> {
    return this.repository.push({ "dist/index.html": version });
  }

  /** Pushes a version, and waits until it can be reviewed. */
  async review(version: string): Promise<PipelineRun> {
    const run = await this.push(version);
    await this.untilReview(run);
    return run;
  }

  /** Waits until an execution waits for its approval. */
  async untilReview(run: PipelineRun): Promise<void> {
    const rest = await run.rest(releaseSeconds);
    expect(rest.reason, `${await run.summary()}\n${await this.logs(run)}`).toBe("approval");
  }

  /** Approves, and waits until all viewers see it and staging is gone. */
  async approve(run: PipelineRun): Promise<void> {
    await run.approve("Approve", "as we want it");
    expect(await run.end(releaseSeconds), await this.logs(run)).toBe("Succeeded");
  }

  /** Waits for an execution in which a build fails; answers with what that build said. */
  async failure(run: PipelineRun, actionName: string): Promise<string> {
    expect(await run.end(releaseSeconds), await this.logs(run)).toBe("Failed");
    expect((await run.action(actionName)).status).toBe("Failed");
    return (await run.log(actionName)).join("\n");
  }

  /** Waits until a release says that it waits for another one's review. */
  async untilItWaits(run: PipelineRun): Promise<void> {
    const staging = async () => (await run.states()).includes("Staging/Staging InProgress");
    await expect.poll(staging, looking).toBe(true);
    const said = async () => (await run.log("Staging")).join("\n");
    await expect.poll(said, looking).toContain("whose execution has not ended; next look in");
  }

  /** What a viewer gets: the page, or the status where there is none. */
  async visit(viewer: Partial<Pick<Visit, "headers" | "draw">> = {}): Promise<string> {
    const { aliases, domainName } = await this.production();
    const { status, body } = await this.account.visit({
      domainName: aliases[0] ?? domainName,
      path: "/",
      draw: 0.5,
      ...viewer,
    });
    return status === 200 ? body : String(status);
  }

  /** What a reviewer gets, who sends the header. */
  preview(): Promise<string> {
    return this.visit({ headers: { "aws-cf-cd-staging": "true" } });
  }

  /** The production distribution. */
  async production(): Promise<DistributionSummary> {
    const id = await this.#parameter("cfcd-production");
    const found = (await this.account.distributions()).find((one) => one.id === id);
    if (found === undefined) throw new Error(`There is no distribution ${id}.`);
    return found;
  }

  /** The staging distributions of the account. */
  async staging(): Promise<readonly DistributionSummary[]> {
    return (await this.account.distributions()).filter(({ staging }) => staging);
  }

  /** The parameter that names the staging distribution. */
  stagingParameter(): Promise<string> {
    return this.#parameter("cfcd-staging");
  }

  /** Holds that nothing of a release is left at CloudFront. */
  async expectNoStaging(): Promise<void> {
    expect(await this.staging()).toEqual([]);
    expect((await this.production()).policy).toBeUndefined();
    expect(await this.account.resources()).not.toContainEqual(expect.stringContaining("deployment-policy"));
    expect(await this.stagingParameter()).toBe("deleted");
  }

  /** What the builds of an execution said, to be read where one of them failed. */
  async logs(run: PipelineRun): Promise<string> {
    const builds = (await run.actions()).filter(({ input }) => input.actionTypeId.provider === "CodeBuild");
    const logs = builds.map(async ({ actionName, status }) => {
      const lines = await run.log(actionName).catch(() => ["(no log)"]);
      return `${actionName} ${status}\n${lines.join("\n")}`;
    });
    return (await Promise.all(logs)).join("\n\n");
  }

  async #parameter(what: string): Promise<string> {
    const Name = `/${this.entry.name ?? this.entry.stack}/cloudfront/${what}`;
    return parameter.parse(await this.account.call("ssm", "GetParameter", { Name })).Parameter.Value;
  }
}
