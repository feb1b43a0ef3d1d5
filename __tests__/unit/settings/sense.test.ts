import { Token } from "cdktf";
import { describe, expect, it } from "vitest";
import { reference } from "../../../modules/terraform/reference";
import { checkSettings } from "../../../settings/check";
import { createStacks, stackSchema } from "../../../systems";
import { unwrittenApp } from "../../support/bare-stack";
import { warningsOf } from "../../support/findings";
import {
  connectionSettings,
  ecrPushToEcs,
  githubToEcs,
  githubV1Settings,
  project,
} from "../../support/minimal-entries";
import { problems } from "../../support/problems";
import { Template } from "../../support/template";

// Of each problem its code, and what it is about.
const told = (entry: object, changes: object = {}) =>
  problems([entry], { ...project, ...changes }).map((problem) => {
    const about = problem.split(" ").slice(0, problem.includes(" · ") ? 3 : 1);
    return [/code +(\S+)/.exec(problem)?.[1], about.at(-1)];
  });

const github = (changes: object) => ({ ...githubToEcs(), ...changes });
const ecrPush = (changes: object) => ({ ...ecrPushToEcs(), ...changes });
const variables = (environmentVariables: object) => github({ build: { environmentVariables } });

describe("a Region", () => {
  it.each(["eusc-de-east-1", "us-isob-west-1", "cn-northwest-1", "ap-southeast-7"])(
    "%s is taken",
    (region) => {
      const arn = github({ region });
      expect(told(arn)).toEqual([]);
    },
  );

  it("that AWS may open tomorrow is taken with a warning, and one of today without", () => {
    const regionWarnings = (region: string) => {
      const { entries } = checkSettings(stackSchema, project, [githubToEcs({ region })]);
      const app = unwrittenApp();
      createStacks(app, project, entries);
      return warningsOf(app).filter((text) => text.includes("Region"));
    };
    expect(regionWarnings("ap-east-9")).toEqual([expect.stringMatching(/^one: .*does not know/)]);
    expect(regionWarnings("ap-east-1")).toEqual([]);
  });

  it.each([
    ["AP-NORTHEAST-1", "ap-northeast-1"],
    ["eu_west_1", "eu-west-1"],
    ["us-east-1a", "us-east-1"],
  ])("%s is refused, and %s is suggested", (region, meant) => {
    expect(problems([github({ region })])[0]).toContain(`allowed  "${meant}", probably`);
  });
});

describe("an ARN", () => {
  const key = (region: string, partition = "aws") => `arn:${partition}:kms:${region}:123456789012:key/0a-1b`;
  const bucket = { bucket: "app-artifacts" };

  it.each([
    ["a key of another Region", { artifactStore: { ...bucket, kmsKeyArn: key("us-east-1") } }, "ARN-REGION"],
    [
      "a key of another partition",
      { artifactStore: { ...bucket, kmsKeyArn: key("eu-central-1", "aws-cn") } },
      "ARN-PARTITION",
    ],
    [
      "a connection of another Region",
      {
        source: connectionSettings({
          connection: { arn: "arn:aws:codeconnections:us-east-1:123456789012:connection/00000000" },
        }),
      },
      "ARN-REGION",
    ],
    [
      "a boundary of another partition",
      { build: { role: { permissionsBoundary: "arn:aws-us-gov:iam::123456789012:policy/boundary" } } },
      "ARN-PARTITION",
    ],
    [
      "a task role of another partition",
      { service: { ...githubToEcs().service, taskRoles: ["arn:aws-cn:iam::123456789012:role/task"] } },
      "ARN-PARTITION",
    ],
  ])("of %s is refused", (_, changes, code) => {
    expect(told(github(changes)).map(([found]) => found)).toEqual([code]);
  });

  it("of another Region may stand in a statement", () => {
    const statements = [{ actions: ["kms:Decrypt"], resources: [key("us-east-1")] }];
    expect(told(github({ build: { role: { statements } } }))).toEqual([]);
  });

  it("is compared with the entry's own Region, and with the state's where it is the state's", () => {
    const artifactStore = { ...bucket, kmsKeyArn: key("us-east-1") };
    expect(told(github({ region: "us-east-1", artifactStore }))).toEqual([]);
    const backend = { type: "s3", bucket: "shop-state", kmsKeyId: key("us-east-1") };
    expect(told(githubToEcs(), { backend })).toEqual([["ARN-REGION", "project.backend.kmsKeyId"]]);
    expect(told(githubToEcs(), { backend: { ...backend, region: "us-east-1" } })).toEqual([]);
  });
});

describe("statements that IAM refuses", () => {
  const withStatement = (statement: object) =>
    told(
      github({
        build: { role: { statements: [{ actions: ["s3:GetObject"], resources: ["*"], ...statement }] } },
      }),
    );

  it.each([
    ["an action without its service", { actions: ["GetObject"] }, "IAM-ACTION"],
    ["a resource that is a name", { resources: ["shop"] }, "IAM-RESOURCE"],
    [
      "an operator that there is not",
      { conditions: [{ test: "Equals", variable: "aws:x", values: ["y"] }] },
      "IAM-CONDITION-OPERATOR",
    ],
    [
      "a key without its service",
      { conditions: [{ test: "Bool", variable: "SecureTransport", values: ["true"] }] },
      "IAM-CONDITION-KEY",
    ],
    [
      "a condition without a value",
      { conditions: [{ test: "Bool", variable: "aws:SecureTransport", values: [] }] },
      "LIST-EMPTY",
    ],
    ["principals", { principals: [{ type: "*", identifiers: ["*"] }] }, "IAM-PRINCIPALS"],
  ])("%s", (_, statement, code) => {
    expect(withStatement(statement).map(([found]) => found)).toEqual([code]);
  });

  it.each([
    { actions: ["s3:Get*", "ecs:*", "*"] },
    { resources: ["arn:aws:s3:::shop/*", "arn:*:logs:*:*:log-group:/a:*"] },
    {
      conditions: [
        { test: "ForAllValues:StringLikeIfExists", variable: "aws:RequestTag/Cost Centre", values: ["x"] },
      ],
    },
  ])("but not %j", (statement) => {
    expect(withStatement(statement)).toEqual([]);
  });

  it("two of one sid", () => {
    const statements = [1, 2].map(() => ({ sid: "Read", actions: ["s3:GetObject"], resources: ["*"] }));
    expect(told(github({ build: { role: { statements } } }))).toEqual([["LIST-DUPLICATE", "statements"]]);
  });

  it.each([
    ["inline", 200, []],
    ["managed", 200, [["IAM-POLICY-SIZE", "statements"]]],
    ["inline", 400, [["IAM-POLICY-SIZE", "statements"]]],
  ])("as an %s policy of %i ARNs", (policyType, count, found) => {
    const resources = Array.from(
      { length: count },
      (_, index) => `arn:aws:s3:::shop-${String(index).padStart(15, "0")}`,
    );
    const statements = [{ actions: ["s3:GetObject"], resources }];
    expect(told(github({ build: { role: { policyType, statements } } }))).toEqual(found);
  });
});

describe("what fits the type and makes no sense is refused", () => {
  it.each([
    [
      "an ARM image on x86",
      github({ build: { image: "aws/codebuild/amazonlinux-aarch64-standard:3.0" } }),
      "BUILD-IMAGE-ENVIRONMENT",
    ],
    [
      "an x86 image on ARM",
      github({ build: { environmentType: "ARM_CONTAINER", image: "aws/codebuild/standard:7.0" } }),
      "BUILD-IMAGE-ENVIRONMENT",
    ],
    ["Docker without its privileges", github({ build: { privilegedMode: false } }), "BUILD-PRIVILEGED"],
    [
      "a watched tag that is pushed once",
      ecrPush({ imageRepository: { tagMutability: "IMMUTABLE" } }),
      "ECR-WATCHED-TAG-IMMUTABLE",
    ],
    [
      "the path of a file that an image does not bring",
      ecrPush({ build: { buildspec: "ci/buildspec.yml" } }),
      "BUILD-SPEC-PATH",
    ],
    [
      "a webhook that nothing starts",
      github({ source: githubV1Settings({ trigger: "none", webhook: { webhookName: "x" } }) }),
      "SETTING-IGNORED",
    ],
    [
      "a revision without a trigger",
      ecrPush({ source: { trigger: "none", revision: "tag" } }),
      "SETTING-IGNORED",
    ],
    ["an access key as a variable", variables({ AWS_SECRET_ACCESS_KEY: "a/b+c" }), "BUILD-VARIABLE-SECRET"],
    ["a temporary access key", variables({ KEY: `ASIA${"X".repeat(16)}` }), "SETTING-SECRET"],
    ["a lasting access key", variables({ KEY: `AKIA${"X".repeat(16)}` }), "SETTING-SECRET"],
    ["a private key", variables({ KEY: "-----BEGIN RSA PRIVATE KEY-----\nMII" }), "SETTING-SECRET"],
    [
      "a word that Terraform keeps",
      github({ source: githubV1Settings({ token: { terraformVariable: "count" } }) }),
      "TERRAFORM-VARIABLE-NAME",
    ],
  ])("%s", (_, entry, code) => {
    expect(told(entry).map(([found]) => found)).toEqual([code]);
  });

  it("tags that differ in capitals only", () => {
    expect(told(githubToEcs(), { defaultTags: { Team: "shop", team: "shop" } })).toEqual([
      ["TAG-CAPITALS", "project.defaultTags.team"],
    ]);
  });
});

describe("what only looks alike is taken", () => {
  it.each([
    [
      "Docker without privileges, with a build specification of one's own",
      github({ build: { privilegedMode: false, buildspec: "ci.yml" } }),
    ],
    [
      "immutable tags where nothing waits",
      ecrPush({ imageRepository: { tagMutability: "IMMUTABLE" }, source: { trigger: "none" } }),
    ],
    ["a build specification's text", ecrPush({ build: { buildspec: "version: 0.2\nphases: {}\n" } })],
    ["a build specification in S3", ecrPush({ build: { buildspec: "arn:aws:s3:::shop/buildspec.yml" } })],
    [
      "polling without a webhook",
      github({ source: githubV1Settings({ trigger: "none", pollForSourceChanges: true }) }),
    ],
    ["a text that starts like a key", variables({ KEY: "ASIA and AKIA are beginnings" })],
  ])("%s", (_, entry) => {
    expect(told(entry)).toEqual([]);
  });
});

describe("a text that Terraform or CDKTF would interpret", () => {
  const template = (entry: object) => {
    const { entries, findings } = checkSettings(stackSchema, project, [entry]);
    expect(findings).toEqual([]);
    const [stack] = createStacks(unwrittenApp(), project, entries);
    return new Template(stack as NonNullable<typeof stack>);
  };
  const sign = "$";
  const numberToken = Token.asNumber({ resolve: () => 1, creationStack: [] });

  it("is literal in descriptions, statements and inline build specifications", () => {
    const role = {
      description: `of ${sign}{team}`,
      statements: [{ actions: ["s3:GetObject"], resources: [`arn:aws:s3:::home/${sign}{aws:username}/*`] }],
    };
    const written = template(github({ build: { role, buildspec: `version: 0.2 # ${sign}{HOME} %{x}` } }));
    expect(written.at("aws_iam_role.codebuild").description).toBe(`of ${sign}${sign}{team}`);
    expect(JSON.stringify(written.statements("codebuild"))).toContain(`home/${sign}${sign}{aws:username}/*`);
    expect(written.at("aws_codebuild_project.main")).toHaveProperty(
      "source.buildspec",
      `version: 0.2 # ${sign}${sign}{HOME} %%{x}`,
    );
  });

  it("is a reference where one is asked for", () => {
    const kmsKeyArn = reference("aws_kms_key.shop.arn");
    const written = template(github({ imageRepository: { kmsKeyArn } }));
    expect(JSON.stringify(written.at("aws_ecr_repository.main"))).toContain(
      `"${sign}{aws_kms_key.shop.arn}"`,
    );
  });

  it("is refused in a name, as a reference and as text", () => {
    for (const name of [reference("var.name"), `${sign}{var.name}`])
      expect(problems([github({ artifactStore: { bucket: name } })])[0]).toMatch(
        /bucket is a value that only Terraform/,
      );
  });

  it.each([
    ["text", `${sign}{TfToken[TOKEN.0]}`],
    ["a list", "#{TfToken[TOKEN.0]}"],
    ["a map", "&{TfToken[TOKEN.0]}"],
    ["a number in text", `at ${numberToken}`],
  ])("is refused as CDKTF's own token of %s", (_, text) => {
    expect(told(variables({ KEY: text }))).toEqual([
      ["SETTING-TOKEN", "stacks[0].build.environmentVariables.KEY"],
    ]);
  });

  it("is refused as CDKTF's own token of a number", () => {
    expect(told(github({ build: { buildTimeout: numberToken } }))).toEqual([
      ["SETTING-TOKEN", "stacks[0].build.buildTimeout"],
    ]);
  });

  it.each(["", "kms key", "a", "a.b)", `a.b${sign}{c}`])("is no reference as reference(%j)", (text) => {
    expect(() => reference(text)).toThrow(/is not a reference of Terraform's/);
  });
});
