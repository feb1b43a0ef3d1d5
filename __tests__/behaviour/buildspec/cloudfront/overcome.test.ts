import { describe, expect, it } from "vitest";
import type { Refusal } from "./support/between";
import { Site, type SiteState } from "./support/site";
import { withScripts } from "./support/with-scripts";

const RELEASE = "11111111-1111-4111-8111-111111111111";
const files = { "index.html": "<h1>new</h1>" };

const CHANGED: Refusal = { status: 412, code: "PreconditionFailed" };
const THROTTLED: Refusal = { status: 400, code: "Throttling" };

/** Refuses the first call of that name. */
function once(name: string, refusal: Refusal): (call: string) => Refusal | undefined {
  let isOver = false;
  return (call) => {
    if (isOver || call !== name) return undefined;
    isOver = true;
    return refusal;
  };
}

/** Each call that changes something: which script makes it, and what AWS may say of it. */
const CHANGES = [
  ["make-staging.sh", "POST distribution/{id}/copy", "PreconditionFailed", 412],
  ["make-staging.sh", "PUT distribution/{id}/config", "InvalidIfMatchVersion", 400],
  ["make-staging.sh", "POST continuous-deployment-policy", "StagingDistributionInUse", 409],
  ["promote-staging.sh", "PUT distribution/{id}/promote-staging-config", "PreconditionFailed", 412],
  ["promote-staging.sh", "POST distribution/{id}/invalidation", "TooManyInvalidationsInProgress", 400],
  ["clean-up-staging.sh", "PUT distribution/{id}/config", "PreconditionFailed", 412],
  ["clean-up-staging.sh", "PUT distribution/{id}/config", "StagingDistributionInUse", 409],
  ["clean-up-staging.sh", "DELETE continuous-deployment-policy/{id}", "PreconditionFailed", 412],
  ["clean-up-staging.sh", "DELETE distribution/{id}", "StagingDistributionInUse", 409],
  ["clean-up-staging.sh", "DELETE distribution/{id}", "DistributionNotDisabled", 409],
] as const;

withScripts("a script goes on", (newAccount, run) => {
  const start = async (name: string) => {
    const site = await Site.create(newAccount());
    if (name === "make-staging.sh") return { site, variables: { RELEASE } };
    await site.makeStaging(RELEASE);
    if (name === "clean-up-staging.sh") return { site, variables: { RELEASE } };
    const { written } = await run("make-staging.sh", site, { files, variables: { RELEASE } });
    return { site, variables: { RELEASE, PRODUCTION_FINGERPRINT: written } };
  };

  const ends = new Map<string, Promise<SiteState>>();
  /** What a script comes to that nobody disturbs. */
  const endOf = (name: string): Promise<SiteState> => {
    const known = ends.get(name);
    if (known !== undefined) return known;
    const end = start(name).then(async ({ site, variables }) => {
      const { exitCode, output } = await run(name, site, { files, variables });
      expect(exitCode, output).toBe(0);
      return site.state();
    });
    ends.set(name, end);
    return end;
  };

  it.each(CHANGES)(
    "as %s where AWS answers %s once with %s: it looks again",
    async (name, call, code, status) => {
      const { site, variables } = await start(name);
      const refuse = once(call, { status, code });
      const { exitCode, output } = await run(name, site, { files, variables, refuse });
      expect(exitCode, output).toBe(0);
      expect(output).toContain(`CloudFront says ${code}; next look in `);
      expect(await site.state()).toEqual(await endOf(name));
    },
  );

  it.each(["make-staging.sh", "promote-staging.sh", "clean-up-staging.sh"])(
    "as %s where AWS throttles it: the AWS CLI tries again",
    async (name) => {
      const { site, variables } = await start(name);
      const { exitCode, output } = await run(name, site, {
        files,
        variables,
        refuse: once("GET distribution/{id}", THROTTLED),
      });
      expect(exitCode, output).toBe(0);
      expect(output).not.toContain("Throttling");
    },
  );

  describe("until its time is up, which it says", () => {
    const always = (name: string, refusal: Refusal) => (call: string) =>
      call === name ? refusal : undefined;

    it("and looks first every few seconds, then every 15", async () => {
      const { site, variables } = await start("clean-up-staging.sh");
      const { exitCode, output, sleeps } = await run("clean-up-staging.sh", site, {
        variables: { ...variables, WAIT_MINUTES: "1" },
        refuse: always("DELETE continuous-deployment-policy/{id}", {
          status: 409,
          code: "ContinuousDeploymentPolicyInUse",
        }),
      });
      expect(exitCode).toBe(1);
      expect(sleeps.slice(-7)).toEqual([2, 4, 8, 15, 15, 15, 15]);
      expect(output).toContain("next look in 15 s, after 0 of at most 1 min");
      expect(output).toContain(
        "Error: gave up after 1 min on: Deleting the policy. The last look found that CloudFront says ContinuousDeploymentPolicyInUse. Started again, this build goes on from there.",
      );
    });

    it.each(["make-staging.sh", "promote-staging.sh"])("as %s too", async (name) => {
      const { site, variables } = await start(name);
      const call =
        name === "make-staging.sh"
          ? "PUT distribution/{id}/config"
          : "PUT distribution/{id}/promote-staging-config";
      const { exitCode, output } = await run(name, site, {
        files,
        variables: { ...variables, WAIT_MINUTES: "0" },
        refuse: always(call, CHANGED),
      });
      expect(exitCode).toBe(1);
      expect(output).toContain("Error: gave up after 0 min on: ");
    });
  });
});
