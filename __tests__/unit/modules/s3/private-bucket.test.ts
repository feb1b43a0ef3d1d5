import { describe, expect, it } from "vitest";
import { PrivateBucket, type PrivateBucketProps } from "../../../../modules/s3/private-bucket";
import { BareStack } from "../../../support/bare-stack";
import { findingsOf } from "../../../support/findings";
import { bucketArn, ref } from "../../../support/ref";
import { Template } from "../../../support/template";

function withBucket(changes: Partial<PrivateBucketProps> = {}): { stack: BareStack; bucket: PrivateBucket } {
  const stack = new BareStack();
  return { stack, bucket: new PrivateBucket(stack, "site", { bucket: "shop-site", ...changes }) };
}

describe("a private bucket", () => {
  it("keeps what it holds: nothing expires", () => {
    const { stack } = withBucket();
    expect(new Template(stack).find("aws_s3_bucket_lifecycle_configuration")).toEqual([]);
    expect(findingsOf(stack)).toEqual([]);
  });

  it("keeps versions and logs who reads it on request", () => {
    const template = new Template(withBucket({ versioning: true, accessLogBucket: "shop-logs" }).stack);
    expect(template.at("aws_s3_bucket_versioning.site")).toEqual({
      bucket: ref("aws_s3_bucket.site.id"),
      versioning_configuration: { status: "Enabled" },
    });
    expect(template.at("aws_s3_bucket_logging.site")).toEqual({
      bucket: ref("aws_s3_bucket.site.id"),
      target_bucket: "shop-logs",
      target_prefix: "shop-site/",
    });
  });

  it("grants a read beside the refusal of all that comes without TLS", () => {
    const { stack, bucket } = withBucket();
    const read = {
      actions: ["s3:GetObject"],
      resources: [`${bucket.bucketArn}/*`],
      principals: [{ type: "Service", identifiers: ["cloudfront.amazonaws.com"] }],
    };
    bucket.grant(read);
    expect(new Template(stack).statements("site")).toMatchObject([
      { effect: "Deny", actions: ["s3:*"] },
      {
        effect: "Allow",
        actions: ["s3:GetObject"],
        resources: [`${bucketArn("shop-site")}/*`],
        principals: [{ type: "Service", identifiers: ["cloudfront.amazonaws.com"] }],
      },
    ]);
  });

  it("refuses the name of a log bucket that S3 would refuse", () => {
    expect(findingsOf(withBucket({ accessLogBucket: "Logs" }).stack)).toMatchObject([
      { at: "bare/site", says: "accessLogBucket is not a valid bucket name" },
    ]);
  });
});
