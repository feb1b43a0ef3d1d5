import { expect, it } from "vitest";
import { build } from "../../../support/code-build";
import { onLocalAws } from "../../local-aws/on-local-aws";
import { Site } from "./support/site";
import { usePreloadedAws } from "./support/use-preloaded-aws";

const RELEASE = "11111111-1111-4111-8111-111111111111";

onLocalAws(
  "the build specifications of a release",
  (newAccount) => {
    const aws = usePreloadedAws();

    const runBuild = async (name: string, site: Site, variables: Readonly<Record<string, string>>) =>
      build(name, {
        environment: {
          ...site.account.environment,
          ...(await site.variables()),
          RELEASE,
          // Nothing passes the account's time here.
          LANG: "C.UTF-8",
          ...variables,
        },
        files: { "index.html": "<h1>new</h1>" },
        commands: { aws: aws() },
      });

    it("carry their scripts, hand the fingerprint on, and upload the site and nothing else", async () => {
      const site = await Site.create(newAccount());
      const staged = await runBuild("cloudfront-staging.yml", site, {});
      expect(staged.succeeded, staged.output).toBe(true);
      expect(await site.objects()).toEqual([`releases/${RELEASE}/index.html`]);
      const { PRODUCTION_FINGERPRINT = "" } = staged.exported;
      expect(PRODUCTION_FINGERPRINT).toMatch(/^[0-9a-f]{64}$/);
      const promoted = await runBuild("cloudfront-promote.yml", site, { PRODUCTION_FINGERPRINT });
      expect(promoted.succeeded, promoted.output).toBe(true);
      expect(await site.releaseOf(site.productionId)).toBe(RELEASE);
      const cleaned = await runBuild("cloudfront-cleanup.yml", site, {});
      expect(cleaned.succeeded, cleaned.output).toBe(true);
      expect(await site.parameter()).toBe("deleted");
    });

    it("clean up when they are started by hand after a rejection", async () => {
      const site = await Site.create(newAccount());
      await site.makeStaging(RELEASE);
      await site.serve(await site.parameter(), "none");
      const { succeeded, output } = await runBuild("cloudfront-rejected.yml", site, {});
      expect(succeeded, output).toBe(true);
      expect(await site.parameter()).toBe("deleted");
    });

    it("end with their script, and export nothing then", async () => {
      const site = await Site.create(newAccount());
      const { succeeded, exported } = await runBuild("cloudfront-staging.yml", site, {
        DEFAULT_ROOT_OBJECT: "missing.html",
      });
      expect(succeeded).toBe(false);
      expect(exported).toEqual({});
    });
  },
  ["bash", "jq"],
);
