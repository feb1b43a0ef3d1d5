import { type Findings, found, none } from "./found";

// What a user reads about CloudFront's distributions and their continuous deployment.

const considerations = "CloudFront: Quotas and other considerations for continuous deployment";

export function trafficWeight(property: string, got: number): Findings {
  return got > 0 && got <= 0.15
    ? none
    : found(
        "CLOUDFRONT-TRAFFIC-WEIGHT",
        property,
        got,
        "is not a share that a staging distribution can have",
        `more than 0 and at most 0.15, which is 15 percent (${considerations})`,
      );
}

export function trafficHeader(property: string, got: string): Findings {
  return /^aws-cf-cd-[A-Za-z0-9_-]{1,246}$/i.test(got)
    ? none
    : found(
        "CLOUDFRONT-TRAFFIC-HEADER",
        property,
        got,
        "is not a header that can lead to a staging distribution",
        "aws-cf-cd- and letters, digits, - or _ after it, at most 256 characters in all (CloudFront API: ContinuousDeploymentSingleHeaderConfig)",
      );
}

export function stickinessOrder(
  property: string,
  got: { readonly idleTtl: number; readonly maximumTtl: number },
): Findings {
  return got.idleTtl <= got.maximumTtl
    ? none
    : found(
        "CLOUDFRONT-STICKINESS",
        property,
        got,
        "lets a session be idle for longer than it lasts",
        "an idleTtl that is no more than maximumTtl (CloudFront API: SessionStickinessConfig)",
      );
}

/** A version of HTTP with which CloudFront has no continuous deployment. */
export function noHttp3(property: string, got: string): Findings {
  return found(
    "CLOUDFRONT-HTTP3",
    property,
    got,
    "can't be had together with continuous deployment: CloudFront attaches no policy to a distribution that supports HTTP/3",
    `http2 or http1.1 (${considerations})`,
  );
}

/** A certificate or a web ACL that is not where CloudFront looks for it. */
export function notInUsEast1(property: string, got: string): Findings {
  return got.split(":")[3] === "us-east-1" || got.split(":")[1] === "aws-cn"
    ? none
    : found(
        "CLOUDFRONT-REGION",
        property,
        got,
        "is in a Region in which CloudFront does not look",
        "one of us-east-1, wherever the stack stands (CloudFront: Requirements for using SSL/TLS certificates with CloudFront)",
      );
}

/** A page for errors that is no path of the site. */
export function errorPagePath(property: string, got: string | undefined): Findings {
  return got === undefined || /^\/[^\s?#]*$/.test(got)
    ? none
    : found(
        "CLOUDFRONT-ERROR-PAGE",
        property,
        got,
        "is not the path of a page of the site",
        "a path that starts with /, such as /404.html (CloudFront API: CustomErrorResponse)",
      );
}

/** A code without a page, or a page without a code. */
export function halfErrorResponse(property: string, got: unknown): Findings {
  return found(
    "CLOUDFRONT-ERROR-RESPONSE",
    property,
    got,
    "has only one of responseCode and responsePagePath",
    "both, or neither (CloudFront API: CustomErrorResponse)",
  );
}

/** The default root object is a file of the release, not a path. */
export function rootObject(property: string, got: string): Findings {
  return /^[^/\s][^\s]{0,254}$/.test(got)
    ? none
    : found(
        "CLOUDFRONT-ROOT-OBJECT",
        property,
        got,
        "is not the name of a file of the site",
        "1 to 255 characters without a / in front, such as index.html (CloudFront API: DistributionConfig)",
      );
}

/** A cache or response headers policy that is neither an ID nor one of AWS's names. */
export function unknownPolicy(property: string, got: string, managed: readonly string[]): Findings {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(got)
    ? none
    : found(
        "CLOUDFRONT-POLICY",
        property,
        got,
        "is neither a policy that AWS keeps nor the ID of one",
        `${managed.join(", ")}, or an ID such as 12345678-90ab-cdef-1234-567890abcdef`,
      );
}

/** A distribution that a policy is to be attached to, where no policy of Terraform's is. */
export function attachWithoutTerraform(got: string): Findings {
  return found(
    "CLOUDFRONT-ATTACH-MODE",
    "attachPolicyTo",
    got,
    'is of mode "terraform": in mode "scripts" the pipeline makes the policy and attaches it',
    'left out, or mode "terraform" beside it',
  );
}

/** What does not say to which distribution a policy is attached. */
export function attachedDistributionId(got: string): Findings {
  return /^E[A-Z0-9]{8,20}$/.test(got)
    ? none
    : found(
        "CLOUDFRONT-DISTRIBUTION-ID",
        "attachPolicyTo",
        got,
        "is not the ID of a distribution",
        "the output production_distribution_id of an apply without this key: CloudFront attaches no policy to a distribution while it makes it",
      );
}

/** Options of a clean-up that is not made. */
export function cleanupNotEnabled(got: unknown): Findings {
  return found(
    "CLOUDFRONT-CLEANUP-DISABLED",
    "rejectedCleanup",
    got,
    "is of a clean-up that stagingDistributionCleanupEnabled: false leaves out",
    "left out, or stagingDistributionCleanupEnabled: true",
  );
}

/** Executions side by side, of which each would take the one staging distribution from the others. */
export function parallelReleases(): Findings {
  return found(
    "CLOUDFRONT-PARALLEL",
    "pipeline.executionMode",
    "PARALLEL",
    "lets releases be reviewed side by side, and there is one staging distribution",
    "SUPERSEDED or QUEUED (CodePipeline: Execution modes)",
  );
}

/** A folder of the build that its artifact cannot be made of. */
export function outputDirectoryPath(got: string): Findings {
  return /^(?!\/)(?!.*(^|\/)\.\.(\/|$))[^\s]+$/.test(got)
    ? none
    : found(
        "BUILD-OUTPUT-DIRECTORY",
        "outputDirectory",
        got,
        "is not a folder of the source",
        "a relative path without spaces and .., such as dist, or . for the whole source",
      );
}

/** A release that would be stopped while it waits for another one's review. */
export function reviewWaitBeyondBuild(got: number, buildTimeout: number): Findings {
  return got < buildTimeout
    ? none
    : found(
        "CLOUDFRONT-REVIEW-WAIT",
        "reviewWaitMinutes",
        got,
        "is no less than the minutes after which the build that waits is stopped",
        `less than builds.staging.buildTimeout, which is ${buildTimeout}`,
      );
}

/** Paths that CloudFront would not forget. */
export function invalidationPath(property: string, got: string): Findings {
  return /^\/[^\s*]*\*?$/.test(got)
    ? none
    : found(
        "CLOUDFRONT-INVALIDATION-PATH",
        property,
        got,
        "is not a path that can be invalidated",
        "a path that starts with / and has a * at most at its end, such as /images/* (CloudFront: Invalidate files)",
      );
}
