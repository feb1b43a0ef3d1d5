import { describe, expect, it } from "vitest";
import {
  app,
  bucket,
  images,
  made,
  ofExampleWithRole,
  proxy,
  stagesIn,
  variablesOf,
} from "../../support/blue-green-stack";
import { findingsOf, warningsOf } from "../../support/findings";
import { ecrPushBlueGreen } from "../../support/minimal-entries";
import { stackOf } from "../../support/minimal-stacks";
import { bucketArn, ref } from "../../support/ref";

describe("the stack ecr-push-blue-green", () => {
  it("has nothing to complain or to warn of with the least settings", () => {
    const stack = stackOf(ecrPushBlueGreen());
    expect(findingsOf(stack)).toEqual([]);
    expect(warningsOf(stack)).toEqual([]);
  });

  it("goes from image and definitions through the release's files and the migration to CodeDeploy", () => {
    const template = made({ ...images(app, proxy), migration: { command: ["bin/migrate"] } });
    expect(stagesIn(template)).toMatchObject([
      {
        name: "Source",
        action: [
          { name: "app", provider: "ECR", output_artifacts: ["app"] },
          { name: "proxy", provider: "ECR", output_artifacts: ["proxy"] },
          { name: "Definitions", provider: "S3", output_artifacts: ["Definitions"] },
        ],
      },
      {
        name: "Build",
        action: [
          {
            provider: "CodeBuild",
            input_artifacts: ["Definitions", "app", "proxy"],
            output_artifacts: ["Build"],
            configuration: { PrimarySource: "Definitions" },
          },
        ],
      },
      { name: "Migrate", action: [{ provider: "CodeBuild", input_artifacts: ["Build"] }] },
      { name: "Deploy", action: [{ provider: "CodeDeployToECS", input_artifacts: ["Build"] }] },
    ]);
  });

  it("makes the release's files before it migrates, and makes nothing of a migration that there is not", () => {
    expect(stagesIn(made()).map(({ name }) => name)).toEqual(["Source", "Build", "Deploy"]);
    expect(variablesOf(made())).toEqual({ IMAGE_ARTIFACTS: { app: "app" } });
  });

  it("reads what it migrates and shifts from the build, by the names that CodeDeploy gets", () => {
    expect(made().action("Deploy")).toMatchObject({
      input_artifacts: ["Build"],
      configuration: {
        ApplicationName: "app",
        DeploymentGroupName: "app",
        TaskDefinitionTemplateArtifact: "Build",
        TaskDefinitionTemplatePath: "taskdef.json",
        AppSpecTemplateArtifact: "Build",
        AppSpecTemplatePath: "appspec.yaml",
      },
    });
  });

  it("has executions that wait for each other", () => {
    expect(made().at("aws_codepipeline.main")).toMatchObject({
      pipeline_type: "V2",
      execution_mode: "SUPERSEDED",
    });
    expect(made({ pipeline: { executionMode: "QUEUED" } }).at("aws_codepipeline.main")).toHaveProperty(
      "execution_mode",
      "QUEUED",
    );
  });

  it("says where images are pushed to", () => {
    expect(Object.keys(made(images(app, { containerName: "my-proxy" })).section("output"))).toEqual([
      "pipeline_name",
      "pipeline_url",
      "repository_url_app",
      "repository_url_my_proxy",
    ]);
  });
});

describe("the key of a blue/green entry", () => {
  const kmsKeyArn = "arn:aws:kms:eu-central-1:123456789012:key/00000000-0000-0000-0000-000000000000";

  it("is made on request, for the images, both buckets, the builds and their logs", () => {
    const template = made({ kmsKey: "create", ...ofExampleWithRole(), migration: { command: ["a"] } });
    const key = ref("aws_kms_key.main.arn");
    const rule = { apply_server_side_encryption_by_default: { kms_master_key_id: key } };
    for (const name of ["artifact", "definitions"])
      expect(template.at(`aws_s3_bucket_server_side_encryption_configuration.${name}`)).toMatchObject({
        rule: [rule],
      });
    expect(template.at("aws_ecr_repository.app")).toMatchObject({
      encryption_configuration: [{ kms_key: key }],
    });
    for (const name of ["main", "migrate"]) {
      expect(template.at(`aws_codebuild_project.${name}`)).toMatchObject({ encryption_key: key });
      expect(template.at(`aws_cloudwatch_log_group.${name}`)).toMatchObject({ kms_key_id: key });
    }
    expect(
      template.statements("codepipeline").filter(({ resources }) => String(resources) === key),
    ).not.toEqual([]);
  });

  it("is the definitions' own where settings name one, and the pipeline may decrypt with it", () => {
    const template = made({ definitions: { bucket, kmsKeyArn } });
    expect(template.statements("codepipeline")).toContainEqual({
      effect: "Allow",
      actions: ["kms:Decrypt"],
      resources: [kmsKeyArn],
    });
    expect(template.at("aws_s3_bucket_server_side_encryption_configuration.artifact")).toMatchObject({
      rule: [{ apply_server_side_encryption_by_default: { sse_algorithm: "AES256" } }],
    });
  });
});

it("the pipeline of a blue/green entry reads the one object of the definitions, and no other", () => {
  const template = made({ definitions: { existingBucket: "shared", objectKey: "shop/release.zip" } });
  expect(template.statements("codepipeline")).toEqual(
    expect.arrayContaining([
      {
        effect: "Allow",
        actions: ["s3:GetObject", "s3:GetObjectVersion"],
        resources: [`${bucketArn("shared")}/shop/release.zip`],
      },
      {
        effect: "Allow",
        actions: ["s3:GetBucketLocation", "s3:GetBucketVersioning"],
        resources: [bucketArn("shared")],
      },
    ]),
  );
  expect(template.action("Definitions").configuration).toEqual({
    S3Bucket: "shared",
    S3ObjectKey: "shop/release.zip",
    PollForSourceChanges: "false",
  });
});
