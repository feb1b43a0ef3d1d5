import { z } from "zod";
import type { DistributionSummary, LocalAccount, ViewerResponse } from "../../../local/aws/local-account";
import type { PipelineRun } from "../../../local/aws/pipeline-run";
import type { CloudfrontContinuousDeploymentSettings } from "../../../settings/schema/cloudfront-continuous-deployment";
import type { StoryContext } from "../../../tools/try/story";
import type { Deployment } from "../on-the-bench";

type Settings = CloudfrontContinuousDeploymentSettings;

const owner = "acme";

const build = z.object({ id: z.string(), buildStatus: z.string() });

/** A build that has ended, and what it said. */
export interface EndedBuild {
  readonly status: string;
  readonly log: readonly string[];
}

/** An entry whose buckets, connection and repository have its name, and whose applies wait for no edge location. */
export function siteSettings(name: string, changes: Partial<Settings> = {}): Settings {
  return {
    system: "cloudfront-continuous-deployment",
    stack: name,
    name,
    source: {
      type: "connection",
      owner,
      repository: name,
      branch: "main",
      connection: { name },
      trigger: "none",
    },
    // A bucket that exists spares a minute, and the destroy of what executions leave.
    artifactStore: { existingBucket: `${name}-artifacts` },
    site: { bucket: `${name}-site`, forceDestroy: true },
    distribution: { waitForDeployment: false },
    ...changes,
  };
}

/** Makes what such an entry expects to exist: a bucket, and a connection that somebody has confirmed. */
export const siteGround =
  (name: string) =>
  async ({ account }: StoryContext): Promise<void> => {
    await account.createBucket(`${name}-artifacts`);
    await account.createConnection(name);
    await account.confirmConnections();
  };

/** A site that is deployed on the bench: its releases, and what viewers and reviewers see of them. */
export class SiteUnderReview {
  readonly account: LocalAccount;

  constructor(
    private readonly deployment: Deployment,
    readonly name: string,
  ) {
    this.account = deployment.account;
  }

  /** Commits a page that says a word, and starts its release; answers once it rests. */
  async release(word: string): Promise<PipelineRun> {
    await this.commit(word);
    const run = await this.account.run(this.name);
    await run.rest(240);
    return run;
  }

  /** Commits a page that says a word, which starts nothing. */
  async commit(word: string): Promise<void> {
    const files = { "dist/index.html": word };
    await this.deployment.repository(owner, this.name).commit({ branch: "main", files });
  }

  /** Says yes; answers with what the execution comes to. */
  async approve(run: PipelineRun): Promise<string> {
    await run.approve("Approve");
    return run.end(240);
  }

  /** Says no, and waits for the clean-up that this starts. */
  async reject(run: PipelineRun): Promise<EndedBuild> {
    const before = (await this.cleanUps()).length;
    await run.reject("Approve", "not like this");
    await run.end();
    return this.cleanUpAfter(before);
  }

  /** Starts the clean-up of rejections by hand, and waits for its end. */
  async cleanUp(variables: Readonly<Record<string, string>> = {}): Promise<EndedBuild> {
    const before = (await this.cleanUps()).length;
    await this.account.call("codebuild", "StartBuild", {
      projectName: `${this.name}-rejected`,
      environmentVariablesOverride: Object.entries(variables).map(([name, value]) => ({
        name,
        value,
        type: "PLAINTEXT",
      })),
    });
    return this.cleanUpAfter(before);
  }

  /** What everybody gets at the site's address. */
  async viewed(): Promise<string> {
    return inWords(await this.visit());
  }

  /** What whoever sends the header gets there. */
  async reviewed(): Promise<string> {
    return inWords(await this.visit({ "aws-cf-cd-staging": "true" }));
  }

  async production(): Promise<DistributionSummary> {
    const found = (await this.account.distributions()).find(({ staging }) => !staging);
    if (found === undefined) throw new Error(`${this.name} has no production distribution.`);
    return found;
  }

  /** The only staging distribution; undefined where there is none. */
  async staging(): Promise<DistributionSummary | undefined> {
    const found = (await this.account.distributions()).filter(({ staging }) => staging);
    if (found.length > 1) throw new Error(`There are ${found.length} staging distributions.`);
    return found[0];
  }

  /** The release whose files the staging distribution serves. */
  async rest(): Promise<string | undefined> {
    return releaseOf(await this.staging());
  }

  /** The IDs of distributions and policies: what a release that makes nothing leaves as it is. */
  async made(): Promise<readonly string[]> {
    return (await this.account.resources()).filter((resource) => resource.includes(":cloudfront:")).sort();
  }

  /** What the parameter says that names the staging distribution. */
  async parameter(): Promise<string> {
    const answer = await this.account.call("ssm", "GetParameter", {
      Name: `/${this.name}/cloudfront/cfcd-staging`,
    });
    return z.object({ Parameter: z.object({ Value: z.string() }) }).parse(answer).Parameter.Value;
  }

  /** What the role of a build was denied, and what it has and never used. */
  async permissions(build: string): Promise<{ missing: readonly string[]; unused: readonly string[] }> {
    const role = `${this.name}-${build}-codebuild`;
    const missing = (await this.account.permissionUses(role)).filter(({ allowed }) => !allowed);
    const unused = (await this.account.grants(role)).filter(({ used }) => !used);
    return {
      missing: missing.map(({ action }) => action),
      unused: [...new Set(unused.map(({ action }) => action))].sort(),
    };
  }

  private async visit(headers: Readonly<Record<string, string>> = {}): Promise<ViewerResponse> {
    const { domainName } = await this.production();
    return this.account.visit({ domainName, path: "/", headers });
  }

  /** The IDs of the clean-ups of rejections, newest first. */
  private async cleanUps(): Promise<readonly string[]> {
    const answer = await this.account.call("codebuild", "ListBuildsForProject", {
      projectName: `${this.name}-rejected`,
    });
    return z.object({ ids: z.array(z.string()) }).parse(answer).ids;
  }

  private async cleanUpAfter(before: number): Promise<EndedBuild> {
    const deadline = Date.now() + 240_000;
    for (;;) {
      const ids = await this.cleanUps();
      if (ids.length > before) {
        const answer = await this.account.call("codebuild", "BatchGetBuilds", { ids: ids.slice(0, 1) });
        const [ended] = z.object({ builds: z.array(build) }).parse(answer).builds;
        if (ended !== undefined && ended.buildStatus !== "IN_PROGRESS") {
          return { status: ended.buildStatus, log: await this.account.buildLog(ended.id) };
        }
      }
      if (Date.now() > deadline) throw new Error(`No clean-up of ${this.name} has ended.`);
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
}

/** The release whose files a distribution serves. */
export function releaseOf(distribution: DistributionSummary | undefined): string | undefined {
  return /<OriginPath>\/releases\/([^<]+)<\/OriginPath>/.exec(distribution?.configXml ?? "")?.[1];
}

const inWords = ({ status, body }: ViewerResponse): string => (status === 200 ? body : String(status));
