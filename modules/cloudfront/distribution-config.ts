import type { CloudfrontDistributionConfig } from "@cdktf/provider-aws/lib/cloudfront-distribution";
import { defined } from "../terraform/defined";
import type { AccessLogBucket } from "./access-log-bucket";
import type { DistributionDomain, DistributionOptions } from "./distribution-options";
import { managedCachePolicies, managedResponseHeadersPolicies, policyId } from "./managed-policies";
import { releasesFolder, type SiteBucket } from "./site-bucket";

/** What a distribution serves, and where it logs to. */
export interface DistributionConfigProps extends DistributionOptions {
  readonly comment: string;
  readonly site: SiteBucket;
  readonly originAccessControlId: string;
  /** @default no access logs */
  readonly accessLogs?: AccessLogBucket;
}

export const defaultRootObject = "index.html";

const originId = "site";

// What has not been released is served by nobody: an empty path would serve the folders of all releases.
const noRelease = `/${releasesFolder}/none`;

/**
 * What a production distribution and its staging distribution have in common: all that a promotion copies from one to the
 * other, so that Terraform finds nothing changed afterwards.
 */
export function distributionConfig(props: DistributionConfigProps): CloudfrontDistributionConfig {
  const { site, accessLogs, domain, customErrorResponses } = props;
  return defined({
    enabled: true,
    comment: props.comment,
    defaultRootObject: props.defaultRootObject ?? defaultRootObject,
    priceClass: props.priceClass ?? "PriceClass_All",
    httpVersion: props.httpVersion ?? "http2",
    isIpv6Enabled: props.ipv6 ?? true,
    webAclId: props.webAclArn,
    waitForDeployment: props.waitForDeployment,
    origin: [
      {
        originId,
        domainName: site.domainName,
        originPath: noRelease,
        originAccessControlId: props.originAccessControlId,
      },
    ],
    defaultCacheBehavior: cacheBehavior(props),
    customErrorResponse: customErrorResponses?.map((response) => ({ ...response })),
    loggingConfig: accessLogs && { bucket: accessLogs.domainName, includeCookies: false },
    restrictions: { geoRestriction: { restrictionType: "none" } },
    viewerCertificate: viewerCertificate(domain),
    // CloudFront writes to the bucket's ACL when it is told to log there.
    dependsOn: accessLogs && [accessLogs.takesAcls],
  });
}

function cacheBehavior({ cachePolicy = "CachingOptimized", responseHeadersPolicy }: DistributionOptions) {
  return defined({
    targetOriginId: originId,
    viewerProtocolPolicy: "redirect-to-https",
    allowedMethods: ["GET", "HEAD", "OPTIONS"],
    cachedMethods: ["GET", "HEAD"],
    compress: true,
    cachePolicyId: policyId(managedCachePolicies, cachePolicy),
    responseHeadersPolicyId:
      responseHeadersPolicy && policyId(managedResponseHeadersPolicies, responseHeadersPolicy),
  });
}

function viewerCertificate(domain: DistributionDomain | undefined) {
  if (domain === undefined) return { cloudfrontDefaultCertificate: true };
  return {
    acmCertificateArn: domain.certificateArn,
    sslSupportMethod: "sni-only",
    minimumProtocolVersion: domain.minimumProtocolVersion ?? "TLSv1.2_2021",
  };
}
