import { readdirSync } from "node:fs";
import { it } from "vitest";
import { page, seen } from "../support/cloudfront/seen";
import { onTheBench } from "../support/on-the-bench";
import { transcript, unprinted } from "../support/readme";
import { during, scenesOf } from "../support/tried";

const system = "cloudfront-continuous-deployment";
const release = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";

onTheBench("npm run try", () => {
  it("plays releases of the shipped site: approved, rejected, expired", async ({ expect }) => {
    await during(async (tried) => {
      const { stdout } = await tried.play(system);
      const scenes = scenesOf(stdout);
      const [approved = "", failed = ""] = scenes("example-organization/example-site: a push to main");
      const [rejected = ""] = scenes("It gets cloudfront:UpdateDistribution back");
      const [expired = ""] = scenes("example-organization/example-site: a push to main; nobody answers");
      // Under review, then promoted.
      expect(seen(approved)).toEqual(["403", page(2), page(2), page(2)]);
      expect(approved).toMatch(/Promote +Succeeded.*\n +Cleanup +Succeeded/);
      expect(approved).toMatch(/cfcd-staging: deleted\n/);
      expect(failed.replace(/\s+/g, " ")).toMatch(
        /Staging Failed .*assumed-role\/example-site-staging-codebuild\/\S+ is not authorized to perform: cloudfront:UpdateDistribution/,
      );
      expect(seen(rejected)).toEqual([page(2), page(3), page(2), page(2)]);
      expect(rejected).toMatch(/matched {5}rule \S+rule\/example-site-rejected: delivered/);
      expect(rejected).toMatch(new RegExp(`log: The release ${release} was rejected .* saying: not today`));
      expect(seen(expired)).toEqual([page(2), page(4), page(2), page(2)]);
      expect(expired).toMatch(/nobody answers: 7 days pass/);
      expect(expired).toMatch(new RegExp(`log: The approval of the release ${release} expired`));
      for (const scene of [rejected, expired]) {
        expect(scene).toMatch(/build {7}SUCCEEDED\n/);
        expect(scene).toMatch(/cfcd-staging: deleted\n/);
        expect(scene).toMatch(/production {2}is as it was before the release/);
      }
      expect(stdout.match(/terraform {3}plan: no changes/g)).toHaveLength(4);
      expect(stdout).toContain("terraform plan, once more\nno changes");
      expect(
        unprinted(transcript("example-organization/example-site: a push to main; nobody"), stdout),
      ).toEqual([]);
      expect(readdirSync(tried.temporary)).toEqual([]);
    });
  });
});
