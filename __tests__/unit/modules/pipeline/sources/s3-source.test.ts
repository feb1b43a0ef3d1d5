import { describe, expect, it } from "vitest";
import type { PipelineProps } from "../../../../../modules/pipeline/pipeline";
import { S3Source, type S3SourceProps } from "../../../../../modules/pipeline/sources/s3-source";
import { ExistingSourceBucket, SourceBucket } from "../../../../../modules/s3/source-bucket";
import { BareStack } from "../../../../support/bare-stack";
import { findingsOf, warningsOf } from "../../../../support/findings";
import { emptyPipeline } from "../../../../support/minimal-modules";
import { plainStage } from "../../../../support/plain-action";
import { arn, bucketArn, ref } from "../../../../support/ref";
import { Template } from "../../../../support/template";

const kmsKeyArn = "arn:aws:kms:eu-central-1:123456789012:key/one";

const made = (stack: BareStack) => new SourceBucket(stack, "definitions", { bucket: "shop-definitions" });
const existing = (stack: BareStack) =>
  new ExistingSourceBucket(stack, "definitions", { bucketName: "shop-definitions", kmsKeyArn });

function withSource(
  changes: Partial<S3SourceProps> = {},
  pipeline: Partial<PipelineProps> = {},
  bucket: (stack: BareStack) => SourceBucket | ExistingSourceBucket = made,
) {
  const stack = new BareStack();
  const source = new S3Source({
    actionName: "Source",
    bucket: bucket(stack),
    objectKey: "shop/release.zip",
    ...changes,
  });
  emptyPipeline(stack, pipeline).stage("Source", source).stage("Rest", plainStage(source.output));
  return { stack, source, template: new Template(stack) };
}

const at = "bare/pipeline/stages/Source/Source";
const ofEvents = (template: Template) =>
  template.addresses.filter((address) => /event|execute|notification/.test(address));

describe("an S3 source", () => {
  it("reads one object, and never asks for changes", () => {
    expect(withSource().template.action("Source")).toEqual({
      name: "Source",
      category: "Source",
      owner: "AWS",
      provider: "S3",
      version: "1",
      output_artifacts: ["Source"],
      configuration: {
        S3Bucket: ref("aws_s3_bucket.definitions.id"),
        S3ObjectKey: "shop/release.zip",
        PollForSourceChanges: "false",
      },
    });
  });

  it("lets the pipeline read this object only", () => {
    const statements = withSource().template.statements("codepipeline");
    expect(statements).toContainEqual({
      effect: "Allow",
      actions: ["s3:GetObject", "s3:GetObjectVersion"],
      resources: [`${bucketArn("shop-definitions")}/shop/release.zip`],
    });
    expect(statements).toContainEqual({
      effect: "Allow",
      actions: ["s3:GetBucketLocation", "s3:GetBucketVersioning"],
      resources: [bucketArn("shop-definitions")],
    });
    expect(statements.filter(({ actions }) => String(actions).includes("kms:"))).toEqual([]);
  });

  it("lets the pipeline decrypt with the bucket's key, and not encrypt", () => {
    const { template } = withSource({}, {}, existing);
    expect(template.action("Source")).toHaveProperty("configuration.S3Bucket", "shop-definitions");
    expect(template.statements("codepipeline")).toContainEqual({
      effect: "Allow",
      actions: ["kms:Decrypt"],
      resources: [kmsKeyArn],
    });
  });

  it("is started by nothing unless it is asked for", () => {
    const { source, stack, template } = withSource();
    expect(ofEvents(template)).toEqual([]);
    expect(source.startedBy()).toEqual({ kind: "none", description: "nothing in this project" });
    expect(warningsOf(stack)).toEqual([]);
  });

  it("is started by an upload on request, whose version the execution reads", () => {
    const { source, stack, template } = withSource({ trigger: {} });
    expect(findingsOf(stack)).toEqual([]);
    expect(source.startedBy()).toEqual({
      kind: "event",
      description: "an upload of shop-definitions/shop/release.zip to S3",
    });
    expect(ofEvents(template)).toEqual([
      "aws_cloudwatch_event_rule.uploaded",
      "aws_cloudwatch_event_target.uploaded",
      "aws_iam_role.upload_execute",
      "aws_iam_role_policy.upload_execute",
      "aws_s3_bucket_notification.definitions",
      "data.aws_iam_policy_document.upload_execute",
      "data.aws_iam_policy_document.upload_execute_trust",
    ]);
    expect(template.at("aws_cloudwatch_event_rule.uploaded").name).toBe("app-uploaded");
    expect(template.at("aws_iam_role.upload_execute").name).toBe("app-upload");
    expect(template.at("aws_cloudwatch_event_target.uploaded")).toMatchObject({
      arn: ref("aws_codepipeline.pipeline.arn"),
      input_transformer: { input_paths: { revisionValue: "$.detail.object.version-id" } },
    });
    expect(template.statements("upload_execute")).toMatchObject([
      { resources: [arn("codepipeline", "app")] },
    ]);
  });

  it("carries its action's name in names and addresses, and takes those of its options", () => {
    const named = withSource({ actionName: "My-Files", trigger: {} }).template;
    expect(named.at("aws_cloudwatch_event_rule.my_files_uploaded").name).toBe("app-my-files-uploaded");
    expect(named.at("aws_iam_role.my_files_upload_execute").name).toBe("app-my-files-upload");
    const trigger = {
      ruleName: "rule",
      targetId: "target",
      logicalId: "upload",
      roleLogicalId: "starter",
      role: { roleName: "starter" },
    };
    const chosen = withSource({ trigger }).template;
    expect(chosen.at("aws_cloudwatch_event_rule.upload").name).toBe("rule");
    expect(chosen.at("aws_cloudwatch_event_target.upload").target_id).toBe("target");
    expect(chosen.at("aws_iam_role.starter").name).toBe("starter");
  });

  it("reads the newest version in a V1 pipeline, which takes no overrides", () => {
    const { template } = withSource({ trigger: {} }, { pipelineType: "V1" });
    expect(template.at("aws_cloudwatch_event_target.uploaded")).not.toHaveProperty("input_transformer");
  });

  it.each(["", "/shop.zip", "a b.zip", "k".repeat(1025)])("refuses the key %j", (objectKey) => {
    expect(findingsOf(withSource({ objectKey }).stack)).toMatchObject([
      { at, says: expect.stringMatching(/^objectKey is not a valid object key/), got: expect.any(String) },
    ]);
  });

  it("accepts a key of 1024 characters in folders", () => {
    expect(findingsOf(withSource({ objectKey: `a/${"k".repeat(1022)}` }).stack)).toEqual([]);
  });
});
