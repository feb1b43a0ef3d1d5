import { expect, it, vi } from "vitest";
import type { TestAccount } from "../../local-aws/on-local-aws";
import { approvalOf, createReviews } from "./support/reviews";
import type { ScriptOptions } from "./support/script-runs";
import { Site, type SiteState } from "./support/site";
import { type RunScript, withScripts } from "./support/with-scripts";

vi.mock("../../../../local/aws/codepipeline/actions/index", () =>
  vi.importActual("../../local-aws/fake-actions"),
);
vi.mock("../../../../local/aws/codepipeline/artifacts/execution-artifacts", () =>
  vi.importActual("../../local-aws/fake-artifacts"),
);

const RELEASE = "11111111-1111-4111-8111-111111111111";
const OLD = "00000000-0000-4000-8000-000000000000";
const SIDE_BY_SIDE = 3;
const LIMIT = 900_000;

/** Where a script starts, and with which options. */
interface Start {
  readonly site: Site;
  readonly options: ScriptOptions;
}

interface Ended {
  readonly state: SiteState;
  readonly written: string;
}

/** Runs a script whole; then for each of its calls again, killed after that call and started once more: the end is the same. */
async function killAnywhere(
  run: RunScript,
  name: string,
  start: () => Promise<Start>,
  holds: (site: Site) => Promise<void> = async () => {},
): Promise<SiteState> {
  const runTo = async (killedAfter?: number): Promise<Ended & { calls: readonly string[] }> => {
    const { site, options } = await start();
    if (killedAfter !== undefined) {
      const killed = await run(name, site, { ...options, killedAfter });
      expect(killed.exitCode, killed.output).toBeNull();
      await holds(site);
    }
    const { exitCode, output, written, calls } = await run(name, site, options);
    expect(exitCode, output).toBe(0);
    await holds(site);
    return { state: await site.state(), written, calls };
  };
  const whole = await runTo();
  const moments = whole.calls.map((call, index) => ({ call, killedAfter: index + 1 }));
  const work = async (): Promise<void> => {
    for (let moment = moments.shift(); moment !== undefined; moment = moments.shift()) {
      const { state, written } = await runTo(moment.killedAfter);
      const told = `killed after call ${moment.killedAfter}, ${moment.call}`;
      expect(state, told).toEqual(whole.state);
      expect(written, told).toHaveLength(whole.written.length);
    }
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, work));
  return whole.state;
}

/** Production as it is, but for its policy. */
async function withoutPolicy(site: Site): Promise<unknown> {
  return JSON.parse(
    JSON.stringify((await site.state()).production).replace(
      /("ContinuousDeploymentPolicyId",)"[^"]*"/,
      '$1""',
    ),
  );
}

withScripts("a script that is killed after any of its calls and started again", (newAccount, run) => {
  it(
    "makes the same staging distribution",
    async () => {
      const files = { "index.html": "<h1>new</h1>", "style.css": "h1 {}" };
      const state = await killAnywhere(run, "make-staging.sh", async () => ({
        site: await Site.create(newAccount()),
        options: { files, variables: { RELEASE } },
      }));
      expect(state).toMatchObject({
        others: [expect.anything()],
        policies: [expect.anything()],
        parameter: "STAGING",
      });
    },
    LIMIT,
  );

  it(
    "promotes the same, once",
    async () => {
      const state = await killAnywhere(
        run,
        "promote-staging.sh",
        async () => {
          const site = await Site.create(newAccount());
          await site.makeStaging(RELEASE);
          return {
            site,
            options: { variables: { RELEASE, PRODUCTION_FINGERPRINT: await fingerprint(site) } },
          };
        },
        async (site) => {
          const { xml } = await site.invalidations();
          expect(xml).toMatch(/<Quantity>[01]<\/Quantity>/);
        },
      );
      expect(JSON.stringify(state.production)).toContain(`"OriginPath","/releases/${RELEASE}"`);
    },
    LIMIT,
  );

  it(
    "cleans up everything, and changes nothing of production but the ID of its policy",
    async () => {
      const productions = new Map<Site, unknown>();
      const state = await killAnywhere(
        run,
        "clean-up-staging.sh",
        async () => {
          const site = await Site.create(newAccount());
          await site.serve(site.productionId, OLD);
          await site.makeStaging(RELEASE);
          productions.set(site, await withoutPolicy(site));
          return { site, options: { variables: { RELEASE } } };
        },
        async (site) => expect(await withoutPolicy(site)).toEqual(productions.get(site)),
      );
      expect(state).toMatchObject({ others: [], policies: [], parameter: "deleted" });
    },
    LIMIT,
  );

  it(
    "puts what Terraform keeps to rest",
    async () => {
      const STAGING_IS_KEPT = "true";
      const state = await killAnywhere(run, "clean-up-staging.sh", async () => {
        const site = await Site.create(newAccount());
        await site.serve(site.productionId, OLD);
        await site.makeStaging(RELEASE, "reference-of-terraform");
        return { site, options: { variables: { RELEASE, STAGING_IS_KEPT } } };
      });
      expect(JSON.stringify(state.others)).toContain(`"OriginPath","/releases/${OLD}"`);
      expect(JSON.stringify(state.policies)).toContain('["Enabled","false"]');
    },
    LIMIT,
  );

  it(
    "cleans up after an approval that was rejected, and tells of it",
    async () => {
      const messages = new Map<Site, () => Promise<unknown[]>>();
      const state = await killAnywhere(run, "clean-up-after-approval.sh", async () => {
        const account = newAccount();
        const { site, options, told } = await rejected(account);
        messages.set(site, told);
        return { site, options };
      });
      expect(state).toMatchObject({ others: [], policies: [], parameter: "deleted" });
      for (const told of messages.values()) expect(await told()).not.toEqual([]);
    },
    LIMIT,
  );

  /** What make-staging.sh writes for a site where it finds everything made. */
  async function fingerprint(site: Site): Promise<string> {
    const files = { "index.html": "" };
    return (await run("make-staging.sh", site, { files, variables: { RELEASE } })).written;
  }

  async function rejected(account: TestAccount): Promise<Start & { told: () => Promise<unknown[]> }> {
    const site = await Site.create(account);
    const reviews = await createReviews(account);
    const review = await reviews.start();
    await site.makeStaging(review.pipelineExecutionId);
    await review.reject("Approve", "too early");
    await review.end();
    const variables = {
      RELEASE: review.pipelineExecutionId,
      ACTION_EXECUTION_ID: await approvalOf(review),
      TOPIC_ARN: reviews.topicArn,
    };
    return { site, options: { variables }, told: reviews.messages };
  }
});
