import { describe, expect, it } from "vitest";
import { type Changes, globalArn, kept, made, production, staging } from "../../../support/cloudfront-stack";
import { bucketArn, ref } from "../../../support/ref";

describe("the bucket of a site", () => {
  const grants = (changes: Changes = {}) =>
    made(changes)
      .statements("site")
      .filter(({ effect }) => effect === "Allow");

  const read = (distributions: readonly string[]) => ({
    sid: "CloudFront",
    effect: "Allow",
    actions: ["s3:GetObject"],
    resources: [`${bucketArn("app-site")}/releases/*`],
    principals: [{ type: "Service", identifiers: ["cloudfront.amazonaws.com"] }],
    condition: [{ test: "ArnLike", variable: "aws:SourceArn", values: distributions }],
  });

  it("lets distributions of the account read releases, while scripts make the staging one", () => {
    expect(grants()).toEqual([read([globalArn("distribution/*")])]);
  });

  it("lets both distributions read releases, and no other, where Terraform makes the staging one", () => {
    expect(grants(kept)).toEqual([read([ref(`${production}.arn`), ref(`${staging}.arn`)])]);
  });

  it("refuses whoever comes without TLS, blocks all public access, and encrypts", () => {
    const template = made();
    expect(template.statements("site").filter(({ effect }) => effect === "Deny")).toMatchObject([
      { actions: ["s3:*"], condition: [{ variable: "aws:SecureTransport", values: ["false"] }] },
    ]);
    expect(template.at("aws_s3_bucket_public_access_block.site")).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
    expect(template.at("aws_s3_bucket_server_side_encryption_configuration.site")).toMatchObject({
      rule: [{ apply_server_side_encryption_by_default: { sse_algorithm: "AES256" } }],
    });
  });

  it("expires nothing but uploads that never ended", () => {
    expect(made().at("aws_s3_bucket_lifecycle_configuration.site").rule).toEqual([
      {
        id: "abort-uploads",
        status: "Enabled",
        filter: [{ prefix: "" }],
        abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }],
      },
    ]);
  });

  it("has the options of settings", () => {
    const site = { bucket: "shop", accessLogBucket: "logs", forceDestroy: true, logicalId: "pages" };
    const template = made({ site });
    expect(template.at("aws_s3_bucket.pages")).toEqual({ bucket: "shop", force_destroy: true });
    expect(template.at("aws_s3_bucket_logging.pages")).toMatchObject({ target_bucket: "logs" });
    expect(template.at(production).origin).toMatchObject([
      { domain_name: ref("aws_s3_bucket.pages.bucket_regional_domain_name") },
    ]);
  });
});

describe("the bucket of access logs", () => {
  it("is called after the site's, goes with it, takes CloudFront's ACL, and forgets after ninety days", () => {
    const template = made({ site: { bucket: "shop", forceDestroy: true } });
    expect(template.at("aws_s3_bucket.access_logs")).toEqual({
      bucket: "shop-access-logs",
      force_destroy: true,
    });
    expect(template.at("aws_s3_bucket_ownership_controls.access_logs")).toMatchObject({
      rule: { object_ownership: "BucketOwnerPreferred" },
    });
    expect(template.at("aws_s3_bucket_lifecycle_configuration.access_logs").rule).toMatchObject([
      { id: "expire-logs", filter: [{ prefix: "" }], expiration: [{ days: 90 }] },
    ]);
  });

  it("lets nobody in by its policy", () => {
    expect(
      made()
        .statements("access_logs")
        .map(({ effect }) => effect),
    ).toEqual(["Deny"]);
  });

  it("has the options of settings", () => {
    const template = made({ accessLogs: { bucket: "shop-logs", expirationDays: 7, logicalId: "logs" } });
    expect(template.at("aws_s3_bucket.logs")).toEqual({ bucket: "shop-logs" });
    expect(template.at("aws_s3_bucket_lifecycle_configuration.logs").rule).toMatchObject([
      { expiration: [{ days: 7 }] },
    ]);
    expect(template.at(production)).toMatchObject({
      logging_config: { bucket: ref("aws_s3_bucket.logs.bucket_domain_name") },
    });
  });

  it("is not there on request", () => {
    const { addresses } = made({ accessLogs: "none" });
    expect(addresses.filter((address) => address.endsWith("access_logs"))).toEqual([]);
  });
});
