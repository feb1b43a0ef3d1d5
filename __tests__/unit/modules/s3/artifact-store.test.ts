import { describe, expect, it } from "vitest";
import type { ArtifactStoreProps } from "../../../../modules/s3/artifact-store";
import { BareStack } from "../../../support/bare-stack";
import { findingsOf } from "../../../support/findings";
import { artifactStore, emptyPipeline, reference } from "../../../support/minimal-modules";
import { bucketArn, ref } from "../../../support/ref";
import { Template } from "../../../support/template";

const kmsKeyArn = "arn:aws:kms:eu-central-1:123456789012:key/00000000-0000-0000-0000-000000000000";

function withStore(changes: Partial<ArtifactStoreProps> = {}): BareStack {
  const stack = new BareStack();
  artifactStore(stack, changes);
  return stack;
}

describe("an artifact store", () => {
  it("expires artifacts after 180 days and uploads left open after 7, with a filter on every object", () => {
    expect(new Template(withStore()).at("aws_s3_bucket_lifecycle_configuration.artifact")).toEqual({
      bucket: ref("aws_s3_bucket.artifact.id"),
      rule: [
        {
          id: "rule-1",
          status: "Enabled",
          filter: [{ prefix: "" }],
          expiration: [{ days: 180 }],
          abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }],
        },
      ],
    });
  });

  it("takes the lifecycle that a team runs today", () => {
    const stack = withStore({
      lifecycleRuleId: "expire",
      expirationDays: 30,
      abortIncompleteMultipartUploadDays: 1,
    });
    expect(new Template(stack).at("aws_s3_bucket_lifecycle_configuration.artifact")).toMatchObject({
      rule: [
        {
          id: "expire",
          expiration: [{ days: 30 }],
          abort_incomplete_multipart_upload: [{ days_after_initiation: 1 }],
        },
      ],
    });
  });

  it("blocks public access in all four ways", () => {
    expect(new Template(withStore()).at("aws_s3_bucket_public_access_block.artifact")).toEqual({
      bucket: ref("aws_s3_bucket.artifact.id"),
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
  });

  it("denies every call without TLS, on the bucket and on its objects", () => {
    expect(new Template(withStore()).statements("artifact")).toEqual([
      {
        effect: "Deny",
        actions: ["s3:*"],
        principals: [{ type: "*", identifiers: ["*"] }],
        resources: [bucketArn("app-artifacts"), `${bucketArn("app-artifacts")}/*`],
        condition: [{ test: "Bool", variable: "aws:SecureTransport", values: ["false"] }],
      },
    ]);
  });

  it("puts the policy in place after the public access block", () => {
    expect(new Template(withStore()).at("aws_s3_bucket_policy.artifact")).toEqual({
      bucket: ref("aws_s3_bucket.artifact.id"),
      policy: ref("data.aws_iam_policy_document.artifact.json"),
      depends_on: ["aws_s3_bucket_public_access_block.artifact"],
    });
  });

  it("encrypts with a key of AWS's by default", () => {
    const template = new Template(withStore());
    expect(template.at("aws_s3_bucket_server_side_encryption_configuration.artifact")).toMatchObject({
      rule: [{ apply_server_side_encryption_by_default: { sse_algorithm: "AES256" } }],
    });
  });

  it("encrypts with the given key", () => {
    const template = new Template(withStore({ kmsKeyArn }));
    expect(template.at("aws_s3_bucket_server_side_encryption_configuration.artifact")).toMatchObject({
      rule: [
        {
          apply_server_side_encryption_by_default: {
            sse_algorithm: "aws:kms",
            kms_master_key_id: kmsKeyArn,
          },
        },
      ],
    });
  });

  it("gives the key to the pipeline and to its role", () => {
    const stack = new BareStack();
    emptyPipeline(stack, { artifactStore: artifactStore(stack, { kmsKeyArn }) });
    const template = new Template(stack);
    expect(template.at("aws_codepipeline.pipeline")).toMatchObject({
      artifact_store: [{ encryption_key: { type: "KMS", id: kmsKeyArn } }],
    });
    expect(template.statements("codepipeline")).toContainEqual({
      effect: "Allow",
      actions: ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
      resources: [kmsKeyArn],
    });
  });

  it("is kept when it holds artifacts, unless told otherwise", () => {
    expect(new Template(withStore()).at("aws_s3_bucket.artifact")).toEqual({ bucket: "app-artifacts" });
    expect(new Template(withStore({ forceDestroy: true })).at("aws_s3_bucket.artifact")).toEqual({
      bucket: "app-artifacts",
      force_destroy: true,
    });
  });

  it.each([
    ["upper case", "App-artifacts"],
    ["an underscore", "app_artifacts"],
    ["two letters", "ab"],
    ["64 letters", "a".repeat(64)],
    ["a hyphen at the end", "artifacts-"],
    ["a dot at the start", ".artifacts"],
    ["two dots in a row", "app..artifacts"],
    ["the form of an IP address", "192.168.5.4"],
    ["the prefix xn--", "xn--artifacts"],
    ["the suffix -s3alias", "artifacts-s3alias"],
    ["the suffix --ol-s3", "artifacts--ol-s3"],
  ])("refuses a bucket name with %s", (_, bucket) => {
    expect(findingsOf(withStore({ bucket }))).toMatchObject([
      {
        at: "bare/artifact",
        says: expect.stringMatching(/^bucket is not a valid bucket name/),
        got: `"${bucket}"`,
      },
    ]);
  });

  it.each(["abc", "a".repeat(63), "app.artifacts", "1-app", "10.0.0.example"])(
    "accepts the bucket name %s",
    (bucket) => {
      expect(findingsOf(withStore({ bucket }))).toEqual([]);
    },
  );

  it("refuses a reference as its name", () => {
    const stack = new BareStack();
    artifactStore(stack, { bucket: reference(stack) });
    expect(findingsOf(stack)).toMatchObject([
      { says: "bucket is a value that only Terraform will know", got: `"${ref("var.reference")}"` },
    ]);
  });

  it.each<[string, Partial<ArtifactStoreProps>, string]>([
    ["no days", { expirationDays: 0 }, "expirationDays is out of range"],
    ["half a day", { expirationDays: 1.5 }, "expirationDays is out of range"],
    ["more days than S3 can count", { expirationDays: 2 ** 31 }, "expirationDays is out of range"],
    [
      "negative days of open uploads",
      { abortIncompleteMultipartUploadDays: -1 },
      "abortIncompleteMultipartUploadDays is out of range",
    ],
    ["a key's alias", { kmsKeyArn: "alias/aws/s3" }, "kmsKeyArn is not an ARN of the kind that is needed"],
    ["a rule without a name", { lifecycleRuleId: "" }, "lifecycleRuleId is not a valid lifecycle rule ID"],
    [
      "a rule's name of 256 characters",
      { lifecycleRuleId: "r".repeat(256) },
      "lifecycleRuleId is not a valid lifecycle rule ID (256 characters)",
    ],
  ])("refuses %s", (_, changes, says) => {
    expect(findingsOf(withStore(changes))).toMatchObject([{ at: "bare/artifact", says }]);
  });
});
