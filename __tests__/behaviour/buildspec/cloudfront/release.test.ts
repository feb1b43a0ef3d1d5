import { describe, expect, it } from "vitest";
import type { ScriptRun } from "./support/script-runs";
import { Site, type SiteState } from "./support/site";
import { type RunScript, withScripts } from "./support/with-scripts";

const RELEASE = "11111111-1111-4111-8111-111111111111";
const NEXT = "22222222-2222-4222-8222-222222222222";
const INVALIDATE = "POST distribution/{id}/invalidation";
const files = { "index.html": "<h1>new</h1>", "assets/a b.css": "h1 { color: red }" };

/** What changes something at AWS. */
const changes = ({ calls }: ScriptRun) =>
  calls.filter((call) => /^(PUT|POST|DELETE) (?!object)|^Put/.test(call));

/** The state as a text, with another origin path and another policy in production. */
const production = (state: SiteState, { policy, release }: { policy?: string; release?: string }) => {
  const element = (text: string, name: string, value: string | undefined) =>
    value === undefined ? text : text.replace(new RegExp(`"${name}","[^"]*"`), `"${name}","${value}"`);
  const text = JSON.stringify(state.production);
  const path = release && `/releases/${release}`;
  return JSON.parse(
    element(element(text, "ContinuousDeploymentPolicyId", policy), "OriginPath", path),
  ) as unknown;
};

async function make(run: RunScript, site: Site, variables: Record<string, string> = {}): Promise<ScriptRun> {
  const made = await run("make-staging.sh", site, { files, variables: { RELEASE, ...variables } });
  expect(made.exitCode, made.output).toBe(0);
  return made;
}

async function promote(run: RunScript, site: Site, fingerprint: string): Promise<ScriptRun> {
  const variables = { RELEASE, PRODUCTION_FINGERPRINT: fingerprint };
  const promoted = await run("promote-staging.sh", site, { variables });
  expect(promoted.exitCode, promoted.output).toBe(0);
  return promoted;
}

async function cleanUp(
  run: RunScript,
  site: Site,
  variables: Record<string, string> = {},
): Promise<ScriptRun> {
  const cleaned = await run("clean-up-staging.sh", site, { variables: { RELEASE, ...variables } });
  expect(cleaned.exitCode, cleaned.output).toBe(0);
  return cleaned;
}

withScripts("a release by the scripts", (newAccount, run) => {
  it("shows the new version on a staging distribution that is otherwise what production is", async () => {
    const site = await Site.create(newAccount());
    const before = await site.state();
    const made = await make(run, site);
    const shown = await site.state();
    expect(shown.production).toEqual(production(before, { policy: "POLICY" }));
    expect(shown.others).toHaveLength(1);
    expect(Object.fromEntries(shown.others[0] as [string, unknown][])).toEqual({
      ...Object.fromEntries(production(before, { release: RELEASE }) as [string, unknown][]),
      Aliases: [["Quantity", "0"]],
      CallerReference: "REFERENCE",
      Staging: "true",
    });
    expect(shown.parameter).toBe("STAGING");
    expect(shown.objects).toEqual([`releases/${RELEASE}/assets/a b.css`, `releases/${RELEASE}/index.html`]);
    expect(made.output).toContain(
      "See it with the request header aws-cf-cd-review: yes at https://shop.example.com/",
    );
    expect(made.written).toMatch(/^[0-9a-f]{64}$/);
  });

  it("is promoted, invalidates what is cached, and leaves no staging distribution and no policy behind", async () => {
    const site = await Site.create(newAccount());
    const before = await site.state();
    const { written } = await make(run, site);
    const promoted = await promote(run, site, written);
    expect(promoted.output).toContain(`Production serves the release ${RELEASE}.`);
    expect(changes(promoted)).toEqual(["PUT distribution/{id}/promote-staging-config", INVALIDATE]);
    await cleanUp(run, site);
    expect(await site.state()).toEqual({
      ...before,
      production: production(before, { release: RELEASE }),
      parameter: "deleted",
      objects: [`releases/${RELEASE}/assets/a b.css`, `releases/${RELEASE}/index.html`],
    });
  });

  it("that is not promoted leaves production as it was", async () => {
    const site = await Site.create(newAccount());
    const before = await site.state();
    await make(run, site);
    const cleaned = await cleanUp(run, site);
    const after = await site.state();
    expect(after).toEqual({ ...before, parameter: "deleted", objects: after.objects });
    expect(cleaned.output.trim().split("\n").at(-1)).toMatch(
      new RegExp(`^The staging distribution \\w+ of the release ${RELEASE} and its policy are deleted\\.$`),
    );
  });

  it("sends a share of the visits where the policy says a weight", async () => {
    const site = await Site.create(newAccount());
    const TRAFFIC_CONFIG = JSON.stringify({
      Type: "SingleWeight",
      SingleWeightConfig: { Weight: 0.05, SessionStickinessConfig: { IdleTTL: 300, MaximumTTL: 600 } },
    });
    const made = await make(run, site, { TRAFFIC_CONFIG });
    expect(made.output).toContain("See it at https://shop.example.com/ in 5 % of the visits");
    expect(JSON.stringify((await site.state()).policies)).toContain('["Weight","0.05"]');
  });

  describe("made once more", () => {
    it("asks for the same invalidation again, and changes nothing that is as it should be", async () => {
      const site = await Site.create(newAccount());
      const first = await make(run, site);
      const state = await site.state();
      const second = await make(run, site);
      expect(changes(second)).toEqual([INVALIDATE]);
      const { xml } = await site.invalidations(await site.parameter());
      expect(xml).toContain("<Quantity>1</Quantity>");
      expect(second.written).toBe(first.written);
      expect(await site.state()).toEqual(state);
    });

    it("mends what somebody has changed meanwhile", async () => {
      const site = await Site.create(newAccount());
      await make(run, site);
      const state = await site.state();
      const staging = await site.parameter();
      await site.update(staging, (config) => config.replace(">http2<", ">http1.1<"));
      const [policy] = await site.policies();
      await site.updatePolicy(policy?.id ?? "", (config) => config.replace("<Value>yes<", "<Value>no<"));
      const again = await make(run, site);
      expect(changes(again)).toEqual([
        "PUT distribution/{id}/config",
        INVALIDATE,
        "PUT continuous-deployment-policy/{id}",
      ]);
      expect(await site.state()).toEqual(state);
    });

    it("takes a change of production along, as long as nobody has reviewed it", async () => {
      const site = await Site.create(newAccount());
      const first = await make(run, site);
      await site.update(site.productionId, (config) => config.replace(">http2<", ">http1.1<"));
      const again = await make(run, site);
      expect(again.written).not.toBe(first.written);
      expect(JSON.stringify((await site.state()).others)).toContain('["HttpVersion","http1.1"]');
    });
  });

  describe("is not promoted", () => {
    const refused = async (site: Site, PRODUCTION_FINGERPRINT: string): Promise<string> => {
      const before = await site.state();
      const { exitCode, output, calls } = await run("promote-staging.sh", site, {
        variables: { RELEASE, PRODUCTION_FINGERPRINT },
      });
      expect(exitCode, output).toBe(1);
      expect(calls.filter((call) => !call.startsWith("GET"))).toEqual([]);
      expect(await site.state()).toEqual(before);
      return output;
    };

    it("where production has changed since the review began", async () => {
      const site = await Site.create(newAccount());
      const { written } = await make(run, site);
      await site.update(site.productionId, (config) => config.replace(">http2<", ">http1.1<"));
      expect(await refused(site, written)).toContain(
        `Error: the production distribution has changed since the review of the release ${RELEASE} began`,
      );
    });

    it("where the staging distribution shows another release", async () => {
      const site = await Site.create(newAccount());
      await site.makeStaging(NEXT);
      expect(await refused(site, "any")).toContain(`shows the release ${NEXT}, not ${RELEASE}`);
    });

    it("where the policy is detached", async () => {
      const site = await Site.create(newAccount());
      await site.makeStaging(RELEASE);
      await site.attach("");
      expect(await refused(site, "any")).toContain("no continuous deployment policy is attached");
    });

    it("where the staging distribution is gone", async () => {
      const site = await Site.create(newAccount());
      await site.writeParameter("deleted");
      expect(await refused(site, "any")).toContain(`says "deleted": the staging distribution of the release`);
    });
  });

  it("that is promoted already is only invalidated, however often", async () => {
    const site = await Site.create(newAccount());
    const { written } = await make(run, site);
    await promote(run, site, written);
    const again = await promote(run, site, written);
    expect(changes(again)).toEqual([INVALIDATE]);
    const { xml } = await site.invalidations();
    expect(xml).toContain("<Quantity>1</Quantity>");
  });

  describe("where a build was killed before it could write down what it had made", () => {
    it("uses the distribution that is left, and makes no second one", async () => {
      const site = await Site.create(newAccount());
      const staging = await site.makeStaging("none");
      await site.attach("");
      await site.writeParameter("none");
      await make(run, site);
      expect(await site.parameter()).toBe(staging);
      expect((await site.account.distributions()).length).toBe(2);
      expect((await site.policies()).length).toBe(1);
    });

    it("does not use a staging distribution that another caller made", async () => {
      const site = await Site.create(newAccount());
      const staging = await site.makeStaging("none", "other-staging-1-1");
      await site.attach("");
      await site.writeParameter("none");
      await make(run, site);
      expect(await site.parameter()).not.toBe(staging);
    });
  });

  describe("with a staging distribution that Terraform keeps", () => {
    const kept = { STAGING_IS_KEPT: "true" };

    it("only leads it to the release, enables the policy, and puts both to rest", async () => {
      const site = await Site.createKept(newAccount());
      const before = await site.state();
      const made = await make(run, site, kept);
      expect(changes(made)).toEqual([
        "PUT distribution/{id}/config",
        INVALIDATE,
        "PUT continuous-deployment-policy/{id}",
      ]);
      expect(JSON.stringify((await site.state()).policies)).toContain('["Enabled","true"]');
      await cleanUp(run, site, kept);
      const after = await site.state();
      expect(after).toEqual({ ...before, objects: after.objects });
    });

    it("rests on what was promoted", async () => {
      const site = await Site.createKept(newAccount());
      const before = await site.state();
      const { written } = await make(run, site, kept);
      await promote(run, site, written);
      await cleanUp(run, site, kept);
      const after = await site.state();
      expect(after.production).toEqual(production(before, { release: RELEASE }));
      expect(await site.releaseOf(await site.parameter())).toBe(RELEASE);
      expect(after.policies).toEqual(before.policies);
    });

    it("is detached from its policy by a build that is asked to, and by no other", async () => {
      const site = await Site.createKept(newAccount());
      const attached = await site.state();
      const byHand = { ...kept, RELEASE: "", PIPELINE_NAME: "shop" };
      await cleanUp(run, site, byHand);
      expect(await site.state()).toEqual(attached);
      const { output } = await cleanUp(run, site, { ...byHand, DETACH_POLICY: "true" });
      expect(output).toContain("The continuous deployment policy is detached.");
      const detached = { ...attached, production: production(attached, { policy: "" }) };
      expect(await site.state()).toEqual(detached);
      await cleanUp(run, site, { ...byHand, DETACH_POLICY: "true" });
      expect(await site.state()).toEqual(detached);
    });

    it("asks for the policy to be attached", async () => {
      const site = await Site.createKept(newAccount());
      await site.attach("");
      const { exitCode, output } = await run("make-staging.sh", site, {
        files,
        variables: { RELEASE, ...kept },
      });
      expect(exitCode).toBe(1);
      expect(output).toContain(
        `Set attachPolicyTo to "${site.productionId}", apply the stack, and release again.`,
      );
      expect(await site.objects()).toEqual([]);
    });
  });
});
