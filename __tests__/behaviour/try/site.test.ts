import { expect, it } from "vitest";
import { siteOf } from "../../../tools/try/cloudfront/site";
import { accountId, firstApplied } from "../../../tools/try/stories/cloudfront-continuous-deployment";
import { connectionSettings, cloudfrontContinuousDeployment as site } from "../../support/minimal-entries";

const filesOf = (...given: Parameters<typeof siteOf>) => Object.keys(siteOf(...given)).sort();

it.each([
  [undefined, "dist/index.html"],
  ["./public/site/", "public/site/start.html"],
  [".", "start.html"],
  ["./", "start.html"],
])("stands in the output folder %s", (outputDirectory, page) => {
  const settings =
    outputDirectory === undefined
      ? site()
      : site({ outputDirectory, distribution: { defaultRootObject: "start.html" } });
  expect(filesOf(settings, 1)).toEqual(["README.md", page].sort());
});

it("is another one with each version", () => {
  expect(siteOf(site(), 1)["dist/index.html"]).not.toBe(siteOf(site(), 2)["dist/index.html"]);
});

it("has the build specification that an entry names in the source, and what the text of one may run", () => {
  const named = siteOf(site({ build: { buildspec: "ci/site.yml" } }), 1);
  expect(named["ci/site.yml"]).toContain("OUTPUT_DIRECTORY");
  const text = "version: 0.2\nphases:\n  build:\n    commands:\n      - npm ci && npm run build\n";
  expect(filesOf(site({ build: { buildspec: text } }), 1)).toEqual([
    "README.md",
    "dist/index.html",
    "package-lock.json",
    "package.json",
  ]);
});

it("is first applied without the ID of a distribution that another account has", () => {
  const settings = site({ mode: "terraform" });
  expect(firstApplied(settings)).toBe(settings);
  expect(firstApplied({ ...settings, attachPolicyTo: "E2EXAMPLE1ABCD" })).toEqual(settings);
});

it("is played in the account of its certificate, its web ACL or its connection, whichever is there", () => {
  const certificateArn =
    "arn:aws:acm:us-east-1:210987654321:certificate/12345678-90ab-cdef-1234-567890abcdef";
  const webAclArn =
    "arn:aws:wafv2:us-east-1:210987654322:global/webacl/shop/12345678-90ab-cdef-1234-567890abcdef";
  const domain = { names: ["www.shop.example"], certificateArn };
  expect(accountId(site({ distribution: { domain, webAclArn } }))).toBe("210987654321");
  expect(accountId(site({ distribution: { webAclArn } }))).toBe("210987654322");
  const arn =
    "arn:aws:codeconnections:eu-west-1:210987654323:connection/12345678-90ab-cdef-1234-567890abcdef";
  expect(accountId(site({ source: connectionSettings({ connection: { arn } }) }))).toBe("210987654323");
  expect(accountId(site({ source: connectionSettings({ connection: { name: "github" } }) }))).toBeUndefined();
});
