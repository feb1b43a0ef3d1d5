import { describe, expect, it } from "vitest";
import { type Changes, kept, made, variablesOf } from "../../../support/cloudfront-stack";

const ofAll = {
  SERVICE: "app",
  PRODUCTION_DISTRIBUTION_ID: { PARAMETER_STORE: "/app/cloudfront/cfcd-production" },
  STAGING_DISTRIBUTION_ID: { PARAMETER_STORE: "/app/cloudfront/cfcd-staging" },
  STAGING_PARAMETER: "/app/cloudfront/cfcd-staging",
  STAGING_IS_KEPT: "false",
  SITE_BUCKET: "app-site",
  WAIT_MINUTES: "30",
};

const ofStaging = {
  ...ofAll,
  PIPELINE_NAME: "app",
  TRAFFIC_CONFIG: {
    Type: "SingleHeader",
    SingleHeaderConfig: { Header: "aws-cf-cd-staging", Value: "true" },
  },
  DEFAULT_ROOT_OBJECT: "index.html",
  REVIEW_WAIT_MINUTES: "60",
  REJECTED_PROJECT: "app-rejected",
};

const ofRejected = {
  ...ofAll,
  PIPELINE_NAME: "app",
  APPROVE_STAGE: "Approve",
  APPROVE_ACTION: "Approve",
};

const buildspecOf = (project: string, changes: Changes = {}): string => {
  const { source } = made(changes).at(`aws_codebuild_project.${project}`) as {
    readonly source: { readonly buildspec: string };
  };
  return source.buildspec;
};

describe("the variables of a release's projects", () => {
  it("are what their scripts read", () => {
    const template = made();
    expect(variablesOf(template, "staging")).toEqual(ofStaging);
    expect(variablesOf(template, "promote")).toEqual({ ...ofAll, INVALIDATION_PATHS: ["/*"] });
    expect(variablesOf(template, "cleanup")).toEqual(ofAll);
    expect(variablesOf(template, "rejected")).toEqual(ofRejected);
  });

  it("say where the staging distribution is kept", () => {
    for (const project of ["staging", "promote", "cleanup", "rejected"])
      expect(variablesOf(made(kept), project)).toMatchObject({ STAGING_IS_KEPT: "true" });
  });

  it("follow the settings of the release", () => {
    const template = made({
      name: "shop",
      site: { bucket: "pages" },
      distribution: { defaultRootObject: "shop.html" },
      traffic: { type: "weight", weight: 0.1, sessionStickiness: { idleTtl: 300, maximumTtl: 600 } },
      reviewWaitMinutes: 5,
      invalidationPaths: ["/", "/shop/*"],
    });
    expect(variablesOf(template, "staging")).toMatchObject({
      SERVICE: "shop",
      STAGING_PARAMETER: "/shop/cloudfront/cfcd-staging",
      SITE_BUCKET: "pages",
      DEFAULT_ROOT_OBJECT: "shop.html",
      REVIEW_WAIT_MINUTES: "5",
      TRAFFIC_CONFIG: {
        Type: "SingleWeight",
        SingleWeightConfig: { Weight: 0.1, SessionStickinessConfig: { IdleTTL: 300, MaximumTTL: 600 } },
      },
    });
    expect(variablesOf(template, "promote")).toMatchObject({ INVALIDATION_PATHS: ["/", "/shop/*"] });
  });

  it("can be more, and other minutes of waiting", () => {
    const environmentVariables = { WAIT_MINUTES: "45", AWS_MAX_ATTEMPTS: "10" };
    expect(variablesOf(made({ builds: { cleanup: { environmentVariables } } }), "cleanup")).toEqual({
      ...ofAll,
      WAIT_MINUTES: "45",
      AWS_MAX_ATTEMPTS: "10",
    });
  });
});

describe("the build of a site", () => {
  it("is this project's specification, told where the files are and which one a site cannot be without", () => {
    expect(variablesOf(made(), "main")).toEqual({
      OUTPUT_DIRECTORY: "dist",
      DEFAULT_ROOT_OBJECT: "index.html",
    });
    expect(buildspecOf("main")).toContain("OUTPUT_DIRECTORY");
    const template = made({ outputDirectory: ".", distribution: { defaultRootObject: "shop.html" } });
    expect(variablesOf(template, "main")).toEqual({
      OUTPUT_DIRECTORY: ".",
      DEFAULT_ROOT_OBJECT: "shop.html",
    });
  });

  it("takes the options of every build, and a specification of the team's", () => {
    const buildspec = "version: 0.2\nphases: {}\n";
    const build = { buildspec, buildTimeout: 15, environmentVariables: { COLOUR: "red" } };
    expect(buildspecOf("main", { build })).toBe(buildspec);
    expect(made({ build }).at("aws_codebuild_project.main")).toMatchObject({ build_timeout: 15 });
    expect(variablesOf(made({ build }), "main")).toMatchObject({ COLOUR: "red", OUTPUT_DIRECTORY: "dist" });
  });
});

describe("the projects of a release", () => {
  it.each([
    ["staging", "make-staging.sh"],
    ["promote", "promote-staging.sh"],
    ["cleanup", "clean-up-staging.sh"],
    ["rejected", "clean-up-after-approval.sh"],
  ])("%s runs %s, which it carries with it", (project, script) => {
    expect(buildspecOf(project)).toContain(`bash "$SCRIPTS/${script}"`);
    expect(buildspecOf(project)).not.toMatch(/^ *<scripts\//m);
    expect(buildspecOf(project).length).toBeLessThan(25_600);
  });

  it("last as long as their waits may take together", () => {
    const timeout = (project: string, changes: Changes = {}) =>
      made(changes).at(`aws_codebuild_project.${project}`).build_timeout;
    expect(timeout("staging")).toBe(60 + 90);
    expect(timeout("staging", { reviewWaitMinutes: 1440 })).toBe(1440 + 90);
    expect(timeout("promote")).toBe(90);
    expect(timeout("cleanup")).toBe(120);
    expect(timeout("rejected")).toBe(120);
  });

  it.each(["staging", "promote", "cleanup"] as const)("%s takes the options of every build", (name) => {
    const template = made({
      builds: {
        [name]: {
          projectName: "own",
          computeType: "BUILD_GENERAL1_MEDIUM",
          buildTimeout: 200,
          logRetentionDays: 7,
          role: { roleName: "own-role" },
          logicalId: "own",
          roleLogicalId: "own_role",
        },
      },
    });
    expect(template.at("aws_codebuild_project.own")).toMatchObject({
      name: "own",
      build_timeout: 200,
      environment: { compute_type: "BUILD_GENERAL1_MEDIUM" },
    });
    expect(template.at("aws_cloudwatch_log_group.own")).toMatchObject({
      name: "/aws/codebuild/own",
      retention_in_days: 7,
    });
    expect(template.at("aws_iam_role.own_role")).toMatchObject({ name: "own-role" });
    expect(template.addresses.filter((address) => address.endsWith(`.${name}`))).toEqual([]);
  });
});
