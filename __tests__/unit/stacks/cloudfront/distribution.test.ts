import { describe, expect, it } from "vitest";
import type { DistributionSettings } from "../../../../settings/schema/distribution";
import { type Changes, kept, made, production, staging, warnings } from "../../../support/cloudfront-stack";
import { ref } from "../../../support/ref";

const certificateArn = "arn:aws:acm:us-east-1:123456789012:certificate/one";
const webAclArn =
  "arn:aws:wafv2:us-east-1:123456789012:global/webacl/shop/00000000-0000-0000-0000-000000000000";
const domain = { names: ["*.example.com", "www.example.com"], certificateArn };

const of = (distribution: DistributionSettings, changes: Changes = {}) =>
  made({ distribution, ...changes }).at(production);

describe("the production distribution", () => {
  it("reads the site's bucket as its origin access control, and nothing before the first release", () => {
    const template = made();
    expect(template.at(production)).toMatchObject({
      enabled: true,
      origin: [
        {
          origin_id: "site",
          domain_name: ref("aws_s3_bucket.site.bucket_regional_domain_name"),
          origin_path: "/releases/none",
          origin_access_control_id: ref("aws_cloudfront_origin_access_control.production.id"),
        },
      ],
    });
    expect(template.at("aws_cloudfront_origin_access_control.production")).toEqual({
      name: "app",
      origin_access_control_origin_type: "s3",
      signing_behavior: "always",
      signing_protocol: "sigv4",
    });
  });

  it("answers over HTTPS, compressed, cached by a policy that AWS keeps", () => {
    expect(made().at(production)).toMatchObject({
      comment: "app",
      default_root_object: "index.html",
      http_version: "http2",
      is_ipv6_enabled: true,
      price_class: "PriceClass_All",
      default_cache_behavior: {
        target_origin_id: "site",
        viewer_protocol_policy: "redirect-to-https",
        allowed_methods: ["GET", "HEAD", "OPTIONS"],
        cached_methods: ["GET", "HEAD"],
        compress: true,
        cache_policy_id: "658327ea-f89d-4fab-a63d-7e88639e58f6",
      },
    });
  });

  it("has CloudFront's certificate without a domain, and a warning of the old TLS that comes with it", () => {
    expect(made().at(production).viewer_certificate).toEqual({ cloudfront_default_certificate: true });
    expect(made().at(production)).not.toHaveProperty("aliases");
    expect(warnings()).toEqual([expect.stringMatching(/^five\/production: .*TLS 1\.0 and 1\.1/)]);
  });

  it("has the names and the certificate of settings, TLS 1.2 or newer, and no warning", () => {
    expect(of({ domain })).toMatchObject({
      aliases: domain.names,
      viewer_certificate: {
        acm_certificate_arn: certificateArn,
        ssl_support_method: "sni-only",
        minimum_protocol_version: "TLSv1.2_2021",
      },
    });
    expect(of({ domain: { ...domain, minimumProtocolVersion: "TLSv1.2_2019" } })).toMatchObject({
      viewer_certificate: { minimum_protocol_version: "TLSv1.2_2019" },
    });
    expect(warnings({ distribution: { domain } })).toEqual([]);
  });

  it("has everything else that settings say of it", () => {
    const customErrorResponses = [
      { errorCode: 403, responseCode: 404, responsePagePath: "/404.html", errorCachingMinTtl: 60 },
      { errorCode: 500, errorCachingMinTtl: 0 },
    ];
    expect(
      of({
        comment: "the shop",
        defaultRootObject: "shop.html",
        priceClass: "PriceClass_100",
        httpVersion: "http1.1",
        ipv6: false,
        cachePolicy: "CachingDisabled",
        responseHeadersPolicy: "SecurityHeadersPolicy",
        customErrorResponses,
        webAclArn,
        waitForDeployment: false,
      }),
    ).toMatchObject({
      comment: "the shop",
      default_root_object: "shop.html",
      price_class: "PriceClass_100",
      http_version: "http1.1",
      is_ipv6_enabled: false,
      default_cache_behavior: {
        cache_policy_id: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
        response_headers_policy_id: "67f7725c-6f97-4210-82d7-5512b31e9d03",
      },
      custom_error_response: [
        { error_code: 403, response_code: 404, response_page_path: "/404.html", error_caching_min_ttl: 60 },
        { error_code: 500, error_caching_min_ttl: 0 },
      ],
      web_acl_id: webAclArn,
      wait_for_deployment: false,
    });
  });

  it("takes a policy by its ID", () => {
    const id = "12345678-90ab-cdef-1234-567890abcdef";
    expect(of({ cachePolicy: id, responseHeadersPolicy: id }).default_cache_behavior).toMatchObject({
      cache_policy_id: id,
      response_headers_policy_id: id,
    });
  });

  it("logs into its bucket once that takes ACLs, or nowhere", () => {
    expect(made().at(production)).toMatchObject({
      logging_config: {
        bucket: ref("aws_s3_bucket.access_logs.bucket_domain_name"),
        include_cookies: false,
      },
      depends_on: ["aws_s3_bucket_ownership_controls.access_logs"],
    });
    expect(made({ accessLogs: "none" }).at(production)).not.toHaveProperty("logging_config");
  });

  it("keeps what releases change: the origin, and the policy that scripts attach", () => {
    const { lifecycle, continuous_deployment_policy_id } = made().at(production);
    expect(lifecycle).toEqual({ ignore_changes: ["origin", "continuous_deployment_policy_id"] });
    expect(continuous_deployment_policy_id).toBeUndefined();
  });

  it("is told to a person by an output, with the address that viewers use", () => {
    const outputs = (distribution: DistributionSettings = {}) => made({ distribution }).section("output");
    expect(Object.keys(outputs()).toSorted()).toEqual([
      "pipeline_name",
      "pipeline_url",
      "production_distribution_id",
      "site_url",
    ]);
    expect(outputs()).toMatchObject({
      production_distribution_id: { value: ref(`${production}.id`) },
      site_url: { value: `https://${ref(`${production}.domain_name`)}` },
    });
    expect(outputs({ domain })).toMatchObject({ site_url: { value: "https://www.example.com" } });
    expect(outputs({ domain: { ...domain, names: ["*.example.com"] } })).toMatchObject({
      site_url: { value: `https://${ref(`${production}.domain_name`)}` },
    });
  });

  it("can be called by names of an own, as one that stood before the entry", () => {
    const template = made({ distribution: { logicalId: "shop", originAccessControlName: "shop OAC" } });
    expect(template.at("aws_cloudfront_origin_access_control.shop")).toMatchObject({ name: "shop OAC" });
    expect(template.find("aws_cloudfront_distribution")).toEqual([
      template.at("aws_cloudfront_distribution.shop"),
    ]);
  });
});

it("a staging distribution that is kept has all that a promotion copies, and none of production's names", () => {
  const template = made({
    ...kept,
    distribution: {
      domain,
      webAclArn,
      httpVersion: "http1.1",
      customErrorResponses: [{ errorCode: 403, responseCode: 404, responsePagePath: "/404.html" }],
    },
  });
  const { aliases, lifecycle: _, ...copied } = template.at(production);
  const { lifecycle, staging: isStaging, ...own } = template.at(staging);
  expect(own).toEqual(copied);
  expect(isStaging).toBe(true);
  expect(aliases).toEqual(domain.names);
  expect(lifecycle).toEqual({ ignore_changes: ["origin"] });
});
