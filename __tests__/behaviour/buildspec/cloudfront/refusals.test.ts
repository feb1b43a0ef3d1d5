import { describe, expect, it } from "vitest";
import { foreignDistribution, policyFor, Site } from "./support/site";
import { withScripts } from "./support/with-scripts";

const RELEASE = "11111111-1111-4111-8111-111111111111";
const files = { "index.html": "<h1>new</h1>" };
const SCRIPTS = ["make-staging.sh", "promote-staging.sh", "clean-up-staging.sh"];
const PRODUCTION_FINGERPRINT = "any";

withScripts("a script refuses", (newAccount, run) => {
  /** Runs a script that must refuse and change nothing; answers with what it says. */
  const refused = async (
    name: string,
    site: Site,
    variables: Readonly<Record<string, string>> = {},
    filesOfSite: Readonly<Record<string, string>> = files,
  ): Promise<string> => {
    const before = await site.state();
    const ended = await run(name, site, {
      files: filesOfSite,
      variables: { RELEASE, PRODUCTION_FINGERPRINT, ...variables },
    });
    expect(ended.exitCode, ended.output).toBe(1);
    expect(await site.state()).toEqual(before);
    return ended.output;
  };

  describe.each(SCRIPTS)("as %s", (name) => {
    it("a distribution that is not a staging one, where the parameter names it", async () => {
      const account = newAccount();
      const site = await Site.create(account);
      const other = await foreignDistribution(account);
      await site.writeParameter(other.id);
      expect(await refused(name, site)).toContain(
        `Error: the distribution ${other.id}, which /shop/cloudfront/cfcd-staging names, is not a staging one. It was not changed.`,
      );
    });

    it("production itself, where the parameter names it", async () => {
      const site = await Site.create(newAccount());
      await site.writeParameter(site.productionId);
      expect(await refused(name, site)).toContain("is not a staging one");
    });

    it("a staging distribution of another site", async () => {
      const account = newAccount();
      const site = await Site.create(account);
      const other = await foreignDistribution(account, { Staging: "true" });
      await site.writeParameter(other.id);
      expect(await refused(name, site)).toContain(
        `does not have one origin that is the bucket ${site.bucket}. It was not changed.`,
      );
    });

    it("a production distribution that is a staging one", async () => {
      const site = await Site.create(newAccount());
      const staging = await site.makeStaging(RELEASE);
      expect(await refused(name, site, { PRODUCTION_DISTRIBUTION_ID: staging })).toContain(
        `the distribution ${staging} is a staging one, and is to be the production one`,
      );
    });

    it("a production distribution of another site, and one that is not there", async () => {
      const account = newAccount();
      const site = await Site.create(account);
      const other = await foreignDistribution(account);
      expect(await refused(name, site, { PRODUCTION_DISTRIBUTION_ID: other.id })).toContain(
        `the distribution ${other.id} does not have one origin that is the bucket ${site.bucket}`,
      );
      expect(await refused(name, site, { PRODUCTION_DISTRIBUTION_ID: "E0" })).toContain(
        "there is no distribution E0",
      );
    });

    it("to touch a policy that is not that of its staging distribution", async () => {
      const account = newAccount();
      const site = await Site.create(account);
      await site.makeStaging(RELEASE);
      const policyId = await policyFor(account, await foreignDistribution(account, { Staging: "true" }));
      await site.attach(policyId);
      expect(await refused(name, site)).toContain(
        `the continuous deployment policy ${policyId} is attached to the production distribution, and is not the policy of the staging distribution`,
      );
    });

    it("to begin without its variables, and names those that are missing", async () => {
      const site = await Site.create(newAccount());
      expect(await refused(name, site, { SITE_BUCKET: "", STAGING_PARAMETER: "" })).toMatch(
        /^Error: these variables of the build are not set:(?=.* SITE_BUCKET)(?=.* STAGING_PARAMETER)/,
      );
    });
  });

  it("to make a staging distribution beside a foreign policy, before it uploads anything", async () => {
    const account = newAccount();
    const site = await Site.create(account);
    const policyId = await policyFor(account, await foreignDistribution(account, { Staging: "true" }));
    await site.attach(policyId);
    expect(await refused("make-staging.sh", site)).toContain(`the continuous deployment policy ${policyId}`);
  });

  it("a site without the file that its address shows", async () => {
    const site = await Site.create(newAccount());
    expect(await refused("make-staging.sh", site, {}, { "home.html": "" })).toContain(
      "Error: the site has no file index.html",
    );
  });

  it("what AWS does not let it do, in AWS's words and its own", async () => {
    const site = await Site.create(newAccount());
    const { exitCode, output } = await run("make-staging.sh", site, {
      files,
      variables: { RELEASE },
      refuse: (call) =>
        call === "POST distribution/{id}/copy" ? { status: 403, code: "AccessDenied" } : undefined,
    });
    expect(exitCode).toBe(1);
    expect(output).toMatch(
      /An error occurred \(AccessDenied\).*\nError: AWS did not carry out "cloudfront copy-distribution"\. .* goes on from there\.\n$/,
    );
  });
});
