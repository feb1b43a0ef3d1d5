import { describe, expect, it } from "vitest";
import { checkSettings } from "../../../settings/check";
import { stackSchema } from "../../../systems";
import { completeProjects } from "../../support/complete-entries/projects";
import { ecrPushToEcs, project } from "../../support/minimal-entries";

const findings = (value: unknown) => checkSettings(stackSchema, value, [ecrPushToEcs()]).findings;

const withBackend = (backend: object) => findings({ ...project, backend });

it("is missing where settings/project.ts exports nothing of that name", () => {
  expect(findings(undefined)).toMatchObject([
    { property: "project", problem: "is missing", change: "settings/project.ts" },
  ]);
});

it.each([null, [], "ap-northeast-1"])("is refused when it is %j", (value) => {
  expect(findings(value)).toMatchObject([{ property: "project", allowed: "an object: { … }" }]);
});

it("is refused without a Region", () => {
  expect(findings({})).toMatchObject([{ property: "project.region", problem: "is missing" }]);
});

it.each(["tokyo", "ap-northeast-1a", "AP-NORTHEAST-1", "", "ap_northeast_1"])(
  "is refused the Region %j",
  (region) => {
    expect(findings({ region })).toMatchObject([{ property: "project.region", got: region }]);
  },
);

it.each(["ap-northeast-1", "us-gov-west-1", "cn-north-1", "mx-central-1"])(
  "takes the Region %s",
  (region) => {
    expect(findings({ region })).toEqual([]);
  },
);

it.each(["12345678901", "1234-5678-9012", ""])(
  "is refused the account %j, and its place is named",
  (account) => {
    expect(findings({ ...project, allowedAccountIds: ["123456789012", account] })).toMatchObject([
      { property: "project.allowedAccountIds[1]", got: account, allowed: "12 digits, in quotes" },
    ]);
  },
);

it("is refused an account as a number, which would lose its leading zeros", () => {
  expect(findings({ ...project, allowedAccountIds: [123456789012] })).toMatchObject([
    { property: "project.allowedAccountIds[0]", allowed: "text, in quotes" },
  ]);
});

it("is refused an empty list of accounts, which Terraform reads as any account", () => {
  expect(findings({ ...project, allowedAccountIds: [] })).toMatchObject([
    { property: "project.allowedAccountIds", got: [], allowed: expect.stringContaining("leave the key out") },
  ]);
});

describe("default tags", () => {
  const tagged = (defaultTags: object) => findings({ ...project, defaultTags });

  it("may be written as AWS allows", () => {
    expect(tagged({ "Cost Centre": "4711: a/b=c+d-e@f", Équipe: "" })).toEqual([]);
  });

  it.each(["aws:team", "AWS:team", "", "a".repeat(129), "a&b"])("are refused with the key %j", (key) => {
    expect(tagged({ [key]: "shop" })).toMatchObject([{ got: key }]);
  });

  it.each(["a".repeat(257), "a\nb", `\${var.team}`])("are refused with the value %j", (value) => {
    expect(tagged({ Team: value })).toMatchObject([{ property: "project.defaultTags.Team", got: value }]);
  });

  it("are refused beyond fifty", () => {
    const tags = Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`Tag${index}`, "x"]));
    expect(tagged(tags)).toMatchObject([{ property: "project.defaultTags", got: 51 }]);
  });
});

describe("the backend", () => {
  it.each(completeProjects)("takes what is complete: $backend.type", (complete) => {
    expect(findings(complete)).toEqual([]);
  });

  it("says which backends there are", () => {
    expect(withBackend({ type: "gcs", bucket: "state" })).toMatchObject([
      { property: "project.backend.type", allowed: '"local", "s3", "cloud"' },
    ]);
  });

  it("in S3 names every value that AWS would refuse", () => {
    const wrong = { bucket: "My_State", region: "tokyo", keyPrefix: "/pipelines/", kmsKeyId: "alias/state" };
    expect(withBackend({ type: "s3", ...wrong }).map(({ property }) => property)).toEqual(
      Object.keys(wrong).map((key) => `project.backend.${key}`),
    );
  });

  it.each(["/pipelines", "pipelines/", "a//b", "", `\${var.prefix}`])(
    "in S3 is refused the key prefix %j",
    (keyPrefix) => {
      expect(withBackend({ type: "s3", bucket: "shop-state", keyPrefix })).toMatchObject([
        { property: "project.backend.keyPrefix", got: keyPrefix },
      ]);
    },
  );

  it.each([
    ["organization", "our shop"],
    ["organization", ""],
    ["workspacePrefix", "our pipelines "],
    ["hostname", "https://app.terraform.io"],
  ])("in HCP Terraform is refused the %s %j", (key, value) => {
    expect(withBackend({ type: "cloud", organization: "shop", [key]: value })).toMatchObject([
      { property: `project.backend.${key}`, got: value },
    ]);
  });

  it("in a local file is refused a path, which would not be the same on every machine", () => {
    expect(withBackend({ type: "local", path: "state" })).toMatchObject([
      { property: "project.backend.path", problem: "is a key that nothing reads" },
    ]);
  });
});
