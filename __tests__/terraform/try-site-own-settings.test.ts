import { it } from "vitest";
import { page, seen } from "../support/cloudfront/seen";
import { onTheBench } from "../support/on-the-bench";
import { during, scenesOf } from "../support/tried";

const system = "cloudfront-continuous-deployment";

// Side by side, because each would keep a run waiting for minutes.
onTheBench("npm run try of a site", () => {
  it.concurrent("plays a share of the viewers, and a staging distribution that nobody cleans up", async ({
    expect,
  }) => {
    await during(async (tried) => {
      tried.copy.setStacks([
        {
          system,
          stack: "shop",
          name: "shop-site",
          allowedAccountIds: ["100000000431"],
          source: {
            type: "github-v1",
            owner: "shop",
            repository: "site",
            branch: "release/1",
            token: { ssmParameter: "/shop/github-token" },
          },
          artifactStore: { existingBucket: "shop-site-artifacts" },
          site: { bucket: "shop-site-files" },
          accessLogs: "none",
          distribution: { defaultRootObject: "start.html", waitForDeployment: false },
          build: {
            projectName: "shop-build",
            buildspec:
              "version: 0.2\nphases:\n  build:\n    commands:\n      - npm ci\n      - npm run build\nartifacts:\n  base-directory: public/site\n  files: ['**/*']\n",
          },
          outputDirectory: "public/site/",
          traffic: { type: "weight", weight: 0.05 },
          builds: { staging: { projectName: "shop-shows" } },
          approval: { timeoutInMinutes: 60 },
          stagingDistributionCleanupEnabled: false,
          pipeline: { pipelineName: "shop-releases" },
          commitStatus: true,
        },
      ]);
      const scenes = scenesOf((await tried.play()).stdout);
      const [first = ""] = scenes("A new pipeline runs at once");
      expect(seen(first)).toEqual(["403", page(1), page(1)]);
      expect(first).toMatch(/viewers {5}190 of 200 get 403\n {2}viewers {5}10 of 200 get /);
      expect(first).toMatch(/status {6}[0-9a-f]{7} {2}codepipeline\/shop-releases {2}success/);
      const [rejected = ""] = scenes("It gets cloudfront:UpdateDistribution back");
      const [expired = ""] = scenes("shop/site: a push to release/1; nobody answers");
      expect(seen(rejected)).toEqual([page(1), page(2), page(1), page(2)]);
      expect(expired).toMatch(/nobody answers: 60 minutes pass/);
      expect(seen(expired)).toEqual([page(1), page(3), page(1), page(3)]);
      const staging = [rejected, expired].map((scene) => {
        expect(scene).toContain("cleaned up  nothing: the staging distribution stays");
        return [...scene.matchAll(/^ {2}staging {5}(\w+) has/gm)].map(([, id]) => id);
      });
      // The next release takes over what nobody has cleaned up.
      expect(new Set(staging.flat()).size).toBe(1);
      expect(scenes("terraform plan, once more")).toEqual(["terraform plan, once more\nno changes"]);
    });
  });

  it.concurrent("plays what Terraform keeps, with the ID that the distribution has here", async ({
    expect,
  }) => {
    await during(async (tried) => {
      const accountId = "100000000432";
      tried.copy.setStacks([
        {
          system,
          stack: "shop",
          region: "eu-west-1",
          source: {
            type: "connection",
            owner: "shop",
            repository: "kept-site",
            branch: "main",
            connection: { name: "github" },
            trigger: { push: [{ tags: { includes: ["v*"] } }] },
          },
          artifactStore: { bucket: "shop-kept-site-artifacts" },
          site: { bucket: "shop-kept-site" },
          outputDirectory: ".",
          mode: "terraform",
          attachPolicyTo: "E2EXAMPLE1ABCD",
          distribution: {
            domain: {
              names: ["*.shop.example", "www.shop.example"],
              certificateArn: `arn:aws:acm:us-east-1:${accountId}:certificate/12345678-90ab-cdef-1234-567890abcdef`,
            },
            webAclArn: `arn:aws:wafv2:us-east-1:${accountId}:global/webacl/shop/12345678-90ab-cdef-1234-567890abcdef`,
            customErrorResponses: [{ errorCode: 403, responseCode: 404, responsePagePath: "/404.html" }],
            waitForDeployment: false,
          },
          traffic: { type: "header", header: "aws-cf-cd-shop", value: "next" },
          rejectedCleanup: {
            projectName: "shop-takes-back",
            notificationArn: `arn:aws:sns:eu-west-1:${accountId}:releases`,
          },
        },
      ]);
      const { stdout } = await tried.play();
      const scenes = scenesOf(stdout);
      const [attached = ""] = scenes(/^In the settings attachPolicyTo: "E\w+", and terraform apply/);
      expect(attached).toMatch(/instead {5}of E2EXAMPLE1ABCD/);
      expect(attached).toMatch(/Apply complete! Resources: 0 added, 1 changed, 0 destroyed/);
      expect(attached).toMatch(/its policy attached and disabled/);
      const [approved = ""] = scenes("shop/kept-site: a push of the tag vany");
      expect(seen(approved)).toEqual(["403", page(2), page(2), page(2)]);
      expect(approved).toContain("with aws-cf-cd-shop: next");
      const [rejected = ""] = scenes("It gets cloudfront:UpdateDistribution back");
      const [expired = ""] = scenes("shop/kept-site: a push of the tag vany; nobody answers");
      expect(seen(rejected)).toEqual([page(2), page(3), page(2), page(2)]);
      expect(seen(expired)).toEqual([page(2), page(4), page(2), page(2)]);
      for (const scene of [rejected, expired]) {
        expect(scene).toMatch(/started {5}a build of shop-takes-back\n/);
        expect(scene).toMatch(/log: Told \S+:releases\./);
        expect(scene).toMatch(/production {2}is as it was before the release/);
      }
      // What stands for good rests on what production serves.
      const folders = [...expired.matchAll(/has (releases\/\S+?)(?:,|$)/gm)].map(([, folder]) => folder);
      expect(folders.at(-1)).toBe(folders.at(-2));
      expect(stdout.match(/terraform {3}plan: no changes/g)).toHaveLength(5);
      expect(scenes("terraform plan, once more")).toEqual(["terraform plan, once more\nno changes"]);
    });
  });

  it.concurrent("says that no release has come to its end where a build of one's own fails", async ({
    expect,
  }) => {
    await during(async (tried) => {
      tried.copy.setStacks([
        {
          system,
          stack: "shop",
          allowedAccountIds: ["100000000433"],
          source: {
            type: "connection",
            owner: "shop",
            repository: "built-site",
            branch: "main",
            connection: {
              arn: "arn:aws:codeconnections:ap-northeast-1:100000000433:connection/12345678-90ab-cdef-1234-567890abcdef",
            },
            trigger: "none",
          },
          artifactStore: { bucket: "shop-built-site-artifacts" },
          site: { bucket: "shop-built-site" },
          distribution: { waitForDeployment: false },
          build: { buildspec: "version: 0.2\nphases:\n  build:\n    commands:\n      - no-such-generator\n" },
        },
      ]);
      const { stdout } = await tried.play();
      const scenes = scenesOf(stdout);
      expect(scenes("shop/built-site: a push to main")).toEqual([
        expect.stringMatching(/started {5}nothing\n {2}by hand {5}aws codepipeline [^+]*Build +Failed/),
      ]);
      expect(scenes("No release has come to its end")).toHaveLength(1);
      expect(stdout).not.toContain("nobody answers");
      expect(scenes("terraform plan, once more")).toEqual(["terraform plan, once more\nno changes"]);
    });
  });
});
