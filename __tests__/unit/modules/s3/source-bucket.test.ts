import { describe, expect, it } from "vitest";
import { ExistingSourceBucket, SourceBucket } from "../../../../modules/s3/source-bucket";
import { resolved } from "../../../../modules/terraform/resolved";
import { BareStack } from "../../../support/bare-stack";
import { findingsOf, warningsOf } from "../../../support/findings";
import { bucketArn, ref } from "../../../support/ref";
import { Template } from "../../../support/template";

const kmsKeyArn = "arn:aws:kms:eu-central-1:123456789012:key/one";

function made(changes: { readonly kmsKeyArn?: string } = {}) {
  const stack = new BareStack();
  return {
    stack,
    bucket: new SourceBucket(stack, "definitions", { bucket: "shop-definitions", ...changes }),
  };
}

function existing(props: { readonly bucketName?: string; readonly kmsKeyArn?: string } = {}) {
  const stack = new BareStack();
  const bucket = new ExistingSourceBucket(stack, "definitions", {
    bucketName: "shop-definitions",
    ...props,
  });
  return { stack, bucket };
}

const notifications = (stack: BareStack) => new Template(stack).find("aws_s3_bucket_notification");

describe("a bucket of a source", () => {
  it("is private and always keeps versions, for good", () => {
    const { stack } = made();
    const template = new Template(stack);
    expect(template.at("aws_s3_bucket_versioning.definitions")).toMatchObject({
      versioning_configuration: { status: "Enabled" },
    });
    expect(template.at("aws_s3_bucket_public_access_block.definitions")).toMatchObject({
      restrict_public_buckets: true,
    });
    expect(template.find("aws_s3_bucket_lifecycle_configuration")).toEqual([]);
    expect(findingsOf(stack)).toEqual([]);
  });

  it("tells EventBridge of its objects once it is asked, however often", () => {
    const { stack, bucket } = made();
    expect(notifications(stack)).toEqual([]);
    bucket.sendEvents();
    bucket.sendEvents();
    expect(notifications(stack)).toEqual([
      { bucket: ref("aws_s3_bucket.definitions.id"), eventbridge: true },
    ]);
  });

  it("is known by its name, as a literal and as a reference", () => {
    const { stack, bucket } = made({ kmsKeyArn });
    expect(bucket).toMatchObject({ bucketName: "shop-definitions", kmsKeyArn });
    expect(resolved(stack, bucket.location)).toBe(ref("aws_s3_bucket.definitions.id"));
    expect(resolved(stack, bucket.bucketArn)).toBe(bucketArn("shop-definitions"));
  });

  it("is settled when it encrypts and keeps versions", () => {
    const { stack, bucket } = made();
    expect(
      resolved(
        stack,
        bucket.settled.map(({ fqn }) => fqn),
      ),
    ).toEqual([
      ref("aws_s3_bucket_server_side_encryption_configuration.definitions"),
      ref("aws_s3_bucket_versioning.definitions"),
    ]);
  });
});

describe("a bucket of a source that exists", () => {
  it("makes and reads nothing of S3's, and waits for nothing", () => {
    const { stack, bucket } = existing({ kmsKeyArn });
    expect(new Template(stack).addresses.filter((address) => /s3|kms/.test(address))).toEqual([]);
    expect(bucket).toMatchObject({
      bucketName: "shop-definitions",
      location: "shop-definitions",
      kmsKeyArn,
      settled: [],
    });
    expect(resolved(stack, bucket.bucketArn)).toBe(bucketArn("shop-definitions"));
  });

  it("leaves its notifications to its owner, with one warning", () => {
    const { stack, bucket } = existing();
    expect(warningsOf(stack)).toEqual([]);
    bucket.sendEvents();
    bucket.sendEvents();
    expect(notifications(stack)).toEqual([]);
    expect(warningsOf(stack)).toEqual([
      expect.stringMatching(/^bare\/definitions: .*only if the bucket sends its events to EventBridge/),
    ]);
  });

  it("refuses a wrong name and a wrong key at once", () => {
    expect(findingsOf(existing({ bucketName: "Shop", kmsKeyArn: "alias/a" }).stack)).toMatchObject([
      { at: "bare/definitions", says: "existingBucket is not a valid bucket name", got: '"Shop"' },
      { at: "bare/definitions", says: expect.stringMatching(/^kmsKeyArn is not an ARN/), got: '"alias/a"' },
    ]);
  });
});
