import { describe, expect, it } from "vitest";
import { type Changes, globalArn, kept, made, production, staging } from "../../../support/cloudfront-stack";
import { arn, bucketArn, ref } from "../../../support/ref";
import type { Block, Template } from "../../../support/template";

// Each action that a role may do, with what it may do it on: nothing here is left to a pattern.

type Grants = Readonly<Record<string, readonly string[]>>;

/** Of statements of one effect, the resources of each action. */
function grants(statements: readonly Block[], effect = "Allow"): Grants {
  const all: Record<string, string[]> = {};
  for (const { actions, resources, ...statement } of statements)
    if (statement.effect === effect)
      for (const action of actions as string[]) {
        all[action] = [...(all[action] ?? []), ...(resources as string[])];
      }
  return Object.fromEntries(Object.entries(all).map(([action, resources]) => [action, resources.toSorted()]));
}

/** What a role may do beside handling artifacts and writing its log, which every build may. */
function ofRole(template: Template, role: string): Grants {
  const own = Object.entries(grants(template.statements(role))).map(([action, resources]) => [
    action,
    resources.filter((resource) => !/:log-group:|:s3:::app-artifacts/.test(resource)),
  ]);
  return Object.fromEntries(own.filter(([, resources]) => resources?.length));
}

const anyDistribution = globalArn("distribution/*");
const anyPolicy = globalArn("continuous-deployment-policy/*");
const productionArn = ref(`${production}.arn`);
const stagingArn = ref(`${staging}.arn`);
const keptPolicy = globalArn(
  `continuous-deployment-policy/${ref("aws_cloudfront_continuous_deployment_policy.staging.id")}`,
);
const parameter = (which: string) => arn("ssm", `parameter/app/cloudfront/cfcd-${which}`);
const pipeline = arn("codepipeline", "app");
const rejected = arn("codebuild", "project/app-rejected");
const logs = bucketArn("app-site-access-logs");
const releases = `${bucketArn("app-site")}/releases/*`;

// Of every project: the IDs, and what a configuration that is sent refers to.
const ofAll = {
  "ssm:GetParameters": [parameter("production"), parameter("staging")],
  "s3:GetBucketAcl": [logs],
  "s3:PutBucketAcl": [logs],
};

const upload = {
  "s3:AbortMultipartUpload": [releases],
  "s3:PutObject": [releases],
  "codebuild:BatchGetBuilds": [rejected],
  "codebuild:ListBuildsForProject": [rejected],
  "codepipeline:GetPipelineExecution": [pipeline],
  "ssm:GetParameter": [parameter("staging")],
};

const judge = {
  "codepipeline:GetPipelineExecution": [pipeline],
  "codepipeline:GetPipelineState": [pipeline],
  "codepipeline:ListActionExecutions": [pipeline],
};

const promoteOnProduction = {
  "cloudfront:CreateInvalidation": [productionArn],
  "cloudfront:GetInvalidation": [productionArn],
  "cloudfront:UpdateDistributionWithStagingConfig": [productionArn],
};

describe("in mode scripts", () => {
  const template = made();
  const removal = {
    ...ofAll,
    "cloudfront:DeleteContinuousDeploymentPolicy": [anyPolicy],
    "cloudfront:DeleteDistribution": [anyDistribution],
    "cloudfront:GetContinuousDeploymentPolicy": [anyPolicy],
    "cloudfront:GetDistribution": [anyDistribution],
    "cloudfront:ListContinuousDeploymentPolicies": ["*"],
    "cloudfront:UpdateDistribution": [anyDistribution],
    "ssm:GetParameter": [parameter("staging")],
    "ssm:PutParameter": [parameter("staging")],
  };

  it("the staging project may upload releases, copy production, and make what it reviews them on", () => {
    expect(ofRole(template, "staging")).toEqual({
      ...ofAll,
      ...upload,
      "cloudfront:CopyDistribution": [productionArn],
      "cloudfront:CreateContinuousDeploymentPolicy": ["*"],
      "cloudfront:CreateDistribution": ["*"],
      "cloudfront:CreateInvalidation": [anyDistribution],
      "cloudfront:GetContinuousDeploymentPolicy": [anyPolicy],
      "cloudfront:GetDistribution": [anyDistribution],
      "cloudfront:GetInvalidation": [anyDistribution],
      "cloudfront:ListContinuousDeploymentPolicies": ["*"],
      "cloudfront:ListDistributions": ["*"],
      "cloudfront:UpdateContinuousDeploymentPolicy": [anyPolicy],
      "cloudfront:UpdateDistribution": [anyDistribution],
      "ssm:PutParameter": [parameter("staging")],
    });
  });

  it("the promoting project may change production, and nothing else", () => {
    expect(ofRole(template, "promote")).toEqual({
      ...ofAll,
      ...promoteOnProduction,
      "cloudfront:GetContinuousDeploymentPolicy": [anyPolicy],
      "cloudfront:GetDistribution": [anyDistribution],
      "cloudfront:UpdateDistribution": [productionArn],
    });
  });

  it("the project that cleans up may take away what a release made", () => {
    expect(ofRole(template, "cleanup")).toEqual(removal);
  });

  it("the one of rejections may ask, beside that, how the review ended", () => {
    expect(ofRole(template, "rejected")).toEqual({ ...removal, ...judge });
  });

  it.each(["cleanup", "rejected"])("%s may never delete production", (role) => {
    expect(grants(template.statements(role), "Deny")).toEqual({
      "cloudfront:DeleteDistribution": [productionArn],
    });
  });

  it.each(["staging", "promote"])("%s may delete nothing", (role) => {
    expect(Object.keys(ofRole(template, role)).filter((action) => action.includes("Delete"))).toEqual([]);
  });
});

describe("in mode terraform", () => {
  const template = made(kept);
  const both = [productionArn, stagingArn].toSorted();
  const reset = {
    ...ofAll,
    "cloudfront:GetContinuousDeploymentPolicy": [keptPolicy],
    "cloudfront:GetDistribution": both,
    "cloudfront:UpdateContinuousDeploymentPolicy": [keptPolicy],
    "cloudfront:UpdateDistribution": [stagingArn],
  };

  it("the staging project may change the staging distribution and the policy, and make none", () => {
    expect(ofRole(template, "staging")).toEqual({
      ...reset,
      ...upload,
      "cloudfront:CreateInvalidation": [stagingArn],
      "cloudfront:GetInvalidation": [stagingArn],
    });
  });

  it("the promoting project may change production, and nothing else", () => {
    expect(ofRole(template, "promote")).toEqual({
      ...ofAll,
      ...promoteOnProduction,
      "cloudfront:GetContinuousDeploymentPolicy": [keptPolicy],
      "cloudfront:GetDistribution": both,
      "cloudfront:UpdateDistribution": [productionArn],
    });
  });

  it("the project that cleans up may set back the staging distribution and the policy, and delete nothing", () => {
    expect(ofRole(template, "cleanup")).toEqual(reset);
  });

  it("the one of rejections may change production too: it detaches the policy on request", () => {
    expect(ofRole(template, "rejected")).toEqual({
      ...reset,
      ...judge,
      "cloudfront:UpdateDistribution": both,
    });
  });

  it("nobody may write the parameter, which is Terraform's", () => {
    const all = ["staging", "promote", "cleanup", "rejected"].flatMap((role) =>
      Object.keys(ofRole(template, role)),
    );
    expect(all).not.toContain("ssm:PutParameter");
  });
});

const roles = ["staging", "promote", "cleanup", "rejected"];

it.each<Changes>([{}, kept])("without access logs no role reaches an ACL, with %j", (changes) => {
  const template = made({ ...changes, accessLogs: "none" });
  const actions = roles.flatMap((role) => Object.keys(ofRole(template, role)));
  expect(actions.filter((action) => action.includes("Acl"))).toEqual([]);
});

it.each<Changes>([{}, kept])(
  "roles may look at the web ACL that a configuration names, with %j",
  (changes) => {
    const webAclArn =
      "arn:aws:wafv2:us-east-1:123456789012:global/webacl/shop/00000000-0000-0000-0000-000000000000";
    const template = made({ ...changes, distribution: { webAclArn } });
    for (const role of roles)
      expect(ofRole(template, role)).toMatchObject({ "wafv2:GetWebACL": [webAclArn] });
    expect(JSON.stringify(roles.map((role) => ofRole(made(changes), role)))).not.toContain("wafv2");
  },
);

it("the build of a site reaches neither the distributions nor the releases", () => {
  expect(ofRole(made(), "codebuild")).toEqual({});
});

it("the pipeline may start its four projects, read its source, and nothing else", () => {
  expect(ofRole(made(), "codepipeline")).toEqual({
    "codebuild:BatchGetBuilds": expect.arrayContaining([arn("codebuild", "project/app-promote")]),
    "codebuild:StartBuild": ["app", "app-cleanup", "app-promote", "app-staging"].map((name) =>
      arn("codebuild", `project/${name}`),
    ),
    "codeconnections:UseConnection": expect.any(Array),
    "codestar-connections:UseConnection": expect.any(Array),
  });
});
