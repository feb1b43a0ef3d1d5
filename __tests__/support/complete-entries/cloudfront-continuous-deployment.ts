import type { CloudfrontContinuousDeploymentSettings } from "../../../settings/schema/cloudfront-continuous-deployment";
import { cloudfrontContinuousDeployment, githubV1Settings } from "../minimal-entries";
import { buildOptions, common, parts, role, statusOptions, topicNotifications } from "./parts";

const releaseBuild = (projectName: string) => {
  const { buildspec: _, privilegedMode: __, ...build } = buildOptions();
  return {
    ...build,
    projectName,
    buildTimeout: 120,
    role: { ...role(), roleName: projectName, policyName: projectName },
    logicalId: projectName,
    roleLogicalId: projectName,
  };
};

const siteBucket = (bucket: string) => ({
  bucket,
  accessLogBucket: "shop-logs",
  forceDestroy: false,
  logicalId: bucket,
});

/** A site whose staging distributions scripts make, and a team sees. */
export const completeCloudfront: CloudfrontContinuousDeploymentSettings = cloudfrontContinuousDeployment({
  ...common,
  kmsKey: "create",
  source: githubV1Settings(),
  artifactStore: { bucket: "site-artifacts" },
  site: siteBucket("releases"),
  accessLogs: { ...siteBucket("logs"), expirationDays: 30 },
  distribution: {
    comment: "the shop",
    defaultRootObject: "shop.html",
    priceClass: "PriceClass_100",
    httpVersion: "http2",
    ipv6: true,
    cachePolicy: "CachingOptimized",
    responseHeadersPolicy: "SecurityHeadersPolicy",
    customErrorResponses: [
      { errorCode: 403, responseCode: 404, responsePagePath: "/404.html", errorCachingMinTtl: 60 },
    ],
    webAclArn: "arn:aws:wafv2:us-east-1:123456789012:global/webacl/shop/00000000-0000-0000-0000-000000000000",
    domain: {
      names: ["www.example.com"],
      certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/one",
      minimumProtocolVersion: "TLSv1.2_2021",
    },
    originAccessControlName: "shop",
    waitForDeployment: true,
    logicalId: "distribution",
  },
  build: buildOptions(),
  outputDirectory: "public",
  mode: "scripts",
  traffic: { type: "header", header: "aws-cf-cd-shop", value: "staging" },
  reviewWaitMinutes: 30,
  approval: {
    timeoutInMinutes: 1440,
    notificationArn: "arn:aws:sns:us-east-1:123456789012:releases",
    externalEntityLink: "https://example.com/staging",
    customData: "look at it first",
  },
  invalidationPaths: ["/index.html", "/shop/*"],
  builds: {
    staging: releaseBuild("stage"),
    promote: releaseBuild("publish"),
    cleanup: releaseBuild("sweep"),
  },
  stagingDistributionCleanupEnabled: true,
  rejectedCleanup: {
    ...releaseBuild("reject"),
    notificationArn: "arn:aws:sns:us-east-1:123456789012:releases",
    ruleName: "shop-rejected",
    targetId: "shop",
    ruleRole: { ...role(), roleName: "rejecter", policyName: "rejecter" },
  },
  pipeline: { ...parts.pipeline, executionMode: "QUEUED" },
  commitStatus: {
    ...statusOptions(),
    token: { ssmParameter: "/github/statuses" },
  },
  notifications: topicNotifications(),
});

/** A site whose staging distribution Terraform keeps, and some of all viewers see. */
export const completeKeptCloudfront: CloudfrontContinuousDeploymentSettings = cloudfrontContinuousDeployment({
  accessLogs: "none",
  mode: "terraform",
  attachPolicyTo: "E1EXAMPLE2PRODUCTION",
  traffic: { type: "weight", weight: 0.15, sessionStickiness: { idleTtl: 300, maximumTtl: 600 } },
});
