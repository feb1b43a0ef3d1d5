import { describe, expect, it } from "vitest";
import type { BuildProjectProps } from "../../../../modules/codebuild/build-project";
import { BareStack } from "../../../support/bare-stack";
import { findingsOf, warningsOf } from "../../../support/findings";
import { buildProject, reference } from "../../../support/minimal-modules";
import { arn, ref } from "../../../support/ref";
import { Template } from "../../../support/template";

function withProject(changes: Partial<BuildProjectProps> = {}): BareStack {
  const stack = new BareStack();
  buildProject(stack, changes);
  return stack;
}

describe("a build project", () => {
  it("takes source and artifacts from CodePipeline and runs on a small current machine without Docker", () => {
    expect(new Template(withProject()).at("aws_codebuild_project.build")).toEqual({
      name: "app",
      service_role: ref("aws_iam_role.codebuild.arn"),
      build_timeout: 60,
      queued_timeout: 480,
      source: { type: "CODEPIPELINE", buildspec: "buildspec.yml" },
      artifacts: { type: "CODEPIPELINE" },
      environment: {
        type: "LINUX_CONTAINER",
        compute_type: "BUILD_GENERAL1_SMALL",
        image: "aws/codebuild/amazonlinux-x86_64-standard:5.0",
        privileged_mode: false,
        environment_variable: [],
      },
      logs_config: {
        cloudwatch_logs: { group_name: ref("aws_cloudwatch_log_group.build.name"), status: "ENABLED" },
      },
      depends_on: ["aws_iam_role_policy.codebuild"],
    });
  });

  it("runs the Docker daemon where that is asked for", () => {
    const template = new Template(withProject({ privilegedMode: true }));
    expect(template.at("aws_codebuild_project.build")).toHaveProperty("environment.privileged_mode", true);
  });

  it("runs an ARM machine on an ARM image", () => {
    const template = new Template(withProject({ environmentType: "ARM_CONTAINER" }));
    expect(template.at("aws_codebuild_project.build")).toMatchObject({
      environment: { type: "ARM_CONTAINER", image: expect.stringContaining("aarch64") },
    });
  });

  it("hands variables to every build as they are", () => {
    const template = new Template(withProject({ environmentVariables: { B: "2", A: "" } }));
    expect(template.at("aws_codebuild_project.build")).toHaveProperty("environment.environment_variable", [
      { name: "B", value: "2" },
      { name: "A", value: "" },
    ]);
  });

  it.each([
    [30, {}],
    [365, { logRetentionDays: 365 }],
    [0, { logRetentionDays: 0 }],
  ])("keeps its logs %d days", (days, changes) => {
    expect(new Template(withProject(changes)).at("aws_cloudwatch_log_group.build")).toEqual({
      name: "/aws/codebuild/app",
      retention_in_days: days,
    });
  });

  it("lets its role write to its own log group and nothing else", () => {
    expect(new Template(withProject()).statements("codebuild")).toEqual([
      {
        effect: "Allow",
        actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
        resources: [arn("logs", "log-group:/aws/codebuild/app:*")],
      },
    ]);
  });

  it("is assumed by CodeBuild only", () => {
    expect(new Template(withProject()).statements("codebuild_trust")).toEqual([
      {
        effect: "Allow",
        actions: ["sts:AssumeRole"],
        principals: [{ type: "Service", identifiers: ["codebuild.amazonaws.com"] }],
      },
    ]);
  });

  it.each([
    "aws/codebuild/standard:2.0",
    "aws/codebuild/standard:4.0",
    "aws/codebuild/amazonlinux2-x86_64-standard:3.0",
    "aws/codebuild/amazonlinux2-aarch64-standard:1.0",
    "aws/codebuild/docker:18.09.0",
  ])("builds on %s, and warns that AWS no longer maintains it", (image) => {
    const environmentType = image.includes("aarch64") ? "ARM_CONTAINER" : "LINUX_CONTAINER";
    const stack = withProject({ image, environmentType });
    expect(findingsOf(stack)).toEqual([]);
    expect(warningsOf(stack)).toEqual([
      expect.stringMatching(/^bare\/build: AWS no longer maintains this build image/),
    ]);
    expect(new Template(stack).at("aws_codebuild_project.build")).toHaveProperty("environment.image", image);
  });

  it.each([
    "aws/codebuild/standard:7.0",
    "aws/codebuild/amazonlinux-aarch64-standard:3.0",
    "public.ecr.aws/docker/library/node:20",
    "123456789012.dkr.ecr.eu-central-1.amazonaws.com/aws/codebuild/standard:2.0",
  ])("has nothing to warn of on %s", (image) => {
    expect(warningsOf(withProject({ image }))).toEqual([]);
  });

  it.each<[string, Partial<BuildProjectProps>, RegExp]>([
    ["a build of 4 minutes", { buildTimeout: 4 }, /^buildTimeout is out of range/],
    ["a build of 2161 minutes", { buildTimeout: 2161 }, /^buildTimeout is out of range/],
    ["a build of 30.5 minutes", { buildTimeout: 30.5 }, /^buildTimeout is out of range/],
    ["a queue of 481 minutes", { queuedTimeout: 481 }, /^queuedTimeout is out of range/],
    [
      "a retention that CloudWatch does not offer",
      { logRetentionDays: 31 },
      /^logRetentionDays is not accepted/,
    ],
    [
      "a machine that does not exist",
      { computeType: "SMALL" as "BUILD_GENERAL1_SMALL" },
      /^computeType is not accepted/,
    ],
  ])("refuses %s", (_, changes, says) => {
    expect(findingsOf(withProject(changes))).toMatchObject([
      { at: "bare/build", says: expect.stringMatching(says) },
    ]);
  });

  it.each([
    { buildTimeout: 5, queuedTimeout: 5 },
    { buildTimeout: 2160, queuedTimeout: 480 },
  ])("accepts the outermost minutes $buildTimeout and $queuedTimeout", (changes) => {
    expect(findingsOf(withProject(changes))).toEqual([]);
  });

  it.each(["a", "_app", "my app", "app.web", "a".repeat(151)])(
    "refuses the project name %s",
    (projectName) => {
      const role = { roleName: "codebuild" };
      expect(findingsOf(withProject({ projectName, role }))).toMatchObject([
        { at: "bare/build", says: expect.stringMatching(/^projectName is not a valid build project name/) },
      ]);
    },
  );

  it("refuses a reference as its name, because log group and role are named after it", () => {
    const stack = new BareStack();
    buildProject(stack, { projectName: reference(stack), role: { roleName: "codebuild" } });
    expect(findingsOf(stack)).toMatchObject([
      { says: "projectName is a value that only Terraform will know", got: `"${ref("var.reference")}"` },
    ]);
  });

  it("points at the role when the name made for it is too long", () => {
    expect(findingsOf(withProject({ projectName: "a".repeat(60) }))).toMatchObject([
      { at: "bare/build/role", says: "roleName is not a valid role name (70 characters)" },
    ]);
  });

  it.each([
    [{ image: "" }, "image is not a valid image name"],
    [{ image: "aws/codebuild/standard: 7.0" }, "image is not a valid image name"],
    [{ buildspec: " " }, "buildspec is empty"],
    [
      { environmentVariables: { "MY VARIABLE": "1" } },
      "environmentVariables is not a valid environment variable name",
    ],
    [
      { environmentVariables: { CODEBUILD_TAG: "1" } },
      "environmentVariables is not a valid environment variable name",
    ],
  ])("refuses %o", (changes, says) => {
    expect(findingsOf(withProject(changes as Partial<BuildProjectProps>))).toMatchObject([{ says }]);
  });
});
