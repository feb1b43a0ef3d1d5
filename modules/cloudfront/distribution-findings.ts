import { arnRules } from "../aws/arn-rules";
import { nameRules } from "../aws/name-rules";
import {
  errorPagePath,
  halfErrorResponse,
  noHttp3,
  notInUsEast1,
  rootObject,
  unknownPolicy,
} from "../findings/cloudfront-errors";
import type { Finding } from "../findings/finding";
import { duplicates, emptyList, invalidArn, invalidName, outOfRange } from "../findings/value-errors";
import { defaultRootObject } from "./distribution-config";
import {
  type CustomErrorResponse,
  type DistributionDomain,
  type DistributionOptions,
  http3Versions,
} from "./distribution-options";
import { managedCachePolicies, managedResponseHeadersPolicies } from "./managed-policies";

const isHttp3 = (version: string | undefined): version is string =>
  http3Versions.some((http3) => http3 === version);

/** What CloudFront would refuse in a distribution. */
export function distributionFindings(props: DistributionOptions): readonly Finding[] {
  const { comment, httpVersion, webAclArn, domain, customErrorResponses = [] } = props;
  return [
    ...outOfRange("comment length", comment?.length, {
      min: 0,
      max: 128,
      unit: "characters",
      source: "CloudFront API: DistributionConfig",
    }),
    ...rootObject("defaultRootObject", props.defaultRootObject ?? defaultRootObject),
    ...(isHttp3(httpVersion) ? noHttp3("httpVersion", httpVersion) : []),
    ...policyFindings(props),
    ...customErrorResponses.flatMap(errorResponseFindings),
    ...duplicates(
      "customErrorResponses",
      customErrorResponses.map(({ errorCode }) => String(errorCode)),
      "name an error",
    ),
    ...arnOfUsEast1("webAclArn", webAclArn, arnRules.webAcl),
    ...(domain ? domainFindings(domain) : []),
    ...invalidName("originAccessControlName", props.originAccessControlName, nameRules.originAccessControl),
  ];
}

function policyFindings({ cachePolicy, responseHeadersPolicy }: DistributionOptions): readonly Finding[] {
  return [
    ...policyFinding("cachePolicy", cachePolicy, managedCachePolicies),
    ...policyFinding("responseHeadersPolicy", responseHeadersPolicy, managedResponseHeadersPolicies),
  ];
}

function policyFinding(property: string, got: string | undefined, managed: object): readonly Finding[] {
  return got === undefined || Object.hasOwn(managed, got)
    ? []
    : unknownPolicy(property, got, Object.keys(managed));
}

function errorResponseFindings(response: CustomErrorResponse, index: number): readonly Finding[] {
  const at = `customErrorResponses[${index}]`;
  const { errorCode, responseCode, responsePagePath, errorCachingMinTtl } = response;
  const source = "CloudFront API: CustomErrorResponse";
  return [
    ...outOfRange(`${at}.errorCode`, errorCode, { min: 400, max: 599, unit: "", source }),
    ...outOfRange(`${at}.responseCode`, responseCode, { min: 200, max: 599, unit: "", source }),
    ...errorPagePath(`${at}.responsePagePath`, responsePagePath),
    ...((responseCode === undefined) === (responsePagePath === undefined)
      ? []
      : halfErrorResponse(at, response)),
    ...outOfRange(`${at}.errorCachingMinTtl`, errorCachingMinTtl, {
      min: 0,
      max: 31_536_000,
      unit: "seconds",
      source,
    }),
  ];
}

function domainFindings({ names, certificateArn }: DistributionDomain): readonly Finding[] {
  return [
    ...emptyList("domain.names", names, "at least one name of your own, or no `domain`"),
    ...duplicates("domain.names", names, "name a domain"),
    ...names.flatMap((name, index) => invalidName(`domain.names[${index}]`, name, nameRules.alternateDomain)),
    ...arnOfUsEast1("domain.certificateArn", certificateArn, arnRules.certificate),
  ];
}

function arnOfUsEast1(
  property: string,
  got: string | undefined,
  rule: (typeof arnRules)["webAcl" | "certificate"],
): readonly Finding[] {
  if (got === undefined) return [];
  const invalid = invalidArn(property, got, rule);
  return invalid.length > 0 ? invalid : notInUsEast1(property, got);
}
