import { describe, expect, it } from "vitest";
import { type Changes, kept, made, production, variablesOfAction } from "../../../support/cloudfront-stack";
import { findingsOf } from "../../../support/findings";
import { cloudfrontContinuousDeployment, githubV1Settings } from "../../../support/minimal-entries";
import { stackOf } from "../../../support/minimal-stacks";
import { ref } from "../../../support/ref";
import type { Block, Template } from "../../../support/template";

const RELEASE = "#{codepipeline.PipelineExecutionId}";

interface Stage {
  readonly name: string;
  readonly action: readonly Block[];
}

const stagesIn = (template: Template) => template.at("aws_codepipeline.main").stage as readonly Stage[];
const approval = (changes: Changes = {}) => made(changes).action("Approve").configuration;

describe("the pipeline of a site", () => {
  it.each<Changes>([{}, kept, { source: githubV1Settings() }])(
    "builds, stages, asks, promotes and cleans up, with %j",
    (changes) => {
      const stages = stagesIn(made(changes)).map(({ name, action }) => [
        name,
        ...action.map((one) => one.name),
      ]);
      expect(stages).toEqual(
        ["Source", "Build", "Staging", "Approve", "Promote", "Cleanup"].map((name) => [name, name]),
      );
    },
  );

  it("hands the built files to every project, which makes nothing of them", () => {
    const template = made();
    expect(template.action("Build")).toMatchObject({
      input_artifacts: ["Source"],
      output_artifacts: ["Build"],
      configuration: { ProjectName: ref("aws_codebuild_project.main.name") },
    });
    for (const name of ["Staging", "Promote", "Cleanup"]) {
      const action = template.action(name);
      expect(action).toMatchObject({
        provider: "CodeBuild",
        input_artifacts: ["Build"],
        configuration: { ProjectName: ref(`aws_codebuild_project.${name.toLowerCase()}.name`) },
      });
      expect(action).not.toHaveProperty("output_artifacts");
    }
  });

  it("tells each project which release it is about, and the promotion what was reviewed", () => {
    const template = made();
    expect(template.action("Staging")).toMatchObject({ namespace: "StagingVariables" });
    expect(variablesOfAction(template, "Staging")).toEqual({ RELEASE });
    expect(variablesOfAction(template, "Promote")).toEqual({
      RELEASE,
      PRODUCTION_FINGERPRINT: "#{StagingVariables.PRODUCTION_FINGERPRINT}",
    });
    expect(variablesOfAction(template, "Cleanup")).toEqual({ RELEASE });
  });

  it("comes after what its builds and a rejection count on: it runs at once", () => {
    expect(made().at("aws_codepipeline.main").depends_on).toEqual(
      expect.arrayContaining([
        "aws_ssm_parameter.cfcd_production",
        "aws_ssm_parameter.cfcd_staging",
        "aws_cloudwatch_event_target.rejected",
      ]),
    );
  });

  it("is called by the entry's name, or by one of its own, which the rule and the permissions follow", () => {
    const template = made({ pipeline: { pipelineName: "releases", executionMode: "QUEUED" } });
    expect(template.at("aws_codepipeline.main")).toMatchObject({
      name: "releases",
      execution_mode: "QUEUED",
    });
    expect(template.at("aws_cloudwatch_event_rule.rejected")).toMatchObject({
      event_pattern: { detail: { pipeline: ["releases"] } },
    });
    expect(JSON.stringify(template.statements("staging"))).toMatch(/:codepipeline:[^"]*:releases"/);
  });
});

describe("the approval", () => {
  const url = `https://${ref(`${production}.domain_name`)}`;

  it("tells the reviewer which release it is, where it is, and who sees it", () => {
    expect(approval()).toEqual({
      ExternalEntityLink: url,
      CustomData: `Release ${RELEASE}: requests to ${url} with the header aws-cf-cd-staging: true see it. Approved, all viewers see it.`,
    });
    expect(approval({ traffic: { type: "weight", weight: 0.07 } })).toMatchObject({
      CustomData: expect.stringContaining(`7 percent of the requests to ${url} see it`),
    });
  });

  it("says what settings say, and tells whom they name", () => {
    const topic = "arn:aws:sns:eu-central-1:123456789012:releases";
    const template = made({
      approval: {
        notificationArn: topic,
        externalEntityLink: "https://example.com/staging",
        customData: "Look at the till",
        timeoutInMinutes: 1440,
      },
    });
    expect(template.action("Approve")).toMatchObject({
      timeout_in_minutes: 1440,
      configuration: {
        NotificationArn: topic,
        ExternalEntityLink: "https://example.com/staging",
        CustomData: "Look at the till",
      },
    });
    expect(template.statements("codepipeline")).toContainEqual({
      effect: "Allow",
      actions: ["sns:Publish"],
      resources: [topic],
    });
  });
});

it("a source by token and webhook has its webhook, as every pipeline has", () => {
  const stack = stackOf(cloudfrontContinuousDeployment({ source: githubV1Settings() }));
  expect(findingsOf(stack)).toEqual([]);
  expect(made({ source: githubV1Settings() }).addresses).toEqual(
    expect.arrayContaining(["aws_codepipeline_webhook.main", "github_repository_webhook.main"]),
  );
});

it("a synth says what a rejection starts, unless nothing does", () => {
  const summary = (changes: Changes) => stackOf(cloudfrontContinuousDeployment(changes)).summary();
  expect(summary({})).toEqual([
    { label: "cleans up", text: "after a rejection, by the project app-rejected" },
  ]);
  expect(summary({ stagingDistributionCleanupEnabled: false })).toEqual([]);
});

describe("the key of a site's entry", () => {
  const key = ref("aws_kms_key.main.arn");

  it("encrypts the artifacts, the builds and their logs; not what CloudFront reads and writes", () => {
    const template = made({ kmsKey: "create" });
    for (const name of ["main", "staging", "promote", "cleanup", "rejected"]) {
      expect(template.at(`aws_codebuild_project.${name}`)).toMatchObject({ encryption_key: key });
      expect(template.at(`aws_cloudwatch_log_group.${name}`)).toMatchObject({ kms_key_id: key });
    }
    expect(
      JSON.stringify(template.at("aws_s3_bucket_server_side_encryption_configuration.artifact")),
    ).toContain(key);
    for (const name of ["site", "access_logs"]) {
      expect(
        JSON.stringify(template.at(`aws_s3_bucket_server_side_encryption_configuration.${name}`)),
      ).not.toContain("kms");
    }
  });

  it("is another one where a project's settings name it", () => {
    const kmsKeyArn = "arn:aws:kms:eu-central-1:123456789012:key/one";
    const template = made({
      kmsKey: "create",
      builds: { promote: { kmsKeyArn } },
      rejectedCleanup: { kmsKeyArn },
    });
    for (const name of ["promote", "rejected"])
      expect(template.at(`aws_codebuild_project.${name}`)).toMatchObject({ encryption_key: kmsKeyArn });
    expect(template.at("aws_codebuild_project.staging")).toMatchObject({ encryption_key: key });
  });
});
