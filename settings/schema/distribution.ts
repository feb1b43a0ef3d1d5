import { z } from "zod/mini";
import {
  type CustomErrorResponse,
  type DistributionDomain,
  type DistributionOptions,
  http3Versions,
  httpVersions,
  minimumProtocolVersions,
  priceClasses,
} from "../../modules/cloudfront/distribution-options";
import { boolean, number, optional, strict, string, strings } from "./types";

/** The production distribution; every key has a default. */
export interface DistributionSettings extends DistributionOptions {
  /** Logical ID of the distribution's elements. Keep it once deployed. @default "production" */
  readonly logicalId?: string;
}

export const distributionSchema = strict<DistributionSettings>()({
  comment: optional(string),
  defaultRootObject: optional(string),
  priceClass: optional(z.enum(priceClasses)),
  // Those that CloudFront has, so that a finding says why not all of them will do.
  httpVersion: optional(z.enum([...httpVersions, ...http3Versions])),
  ipv6: optional(boolean),
  cachePolicy: optional(string),
  responseHeadersPolicy: optional(string),
  customErrorResponses: optional(
    z.readonly(
      z.array(
        strict<CustomErrorResponse>()({
          errorCode: number,
          responseCode: optional(number),
          responsePagePath: optional(string),
          errorCachingMinTtl: optional(number),
        }),
      ),
    ),
  ),
  webAclArn: optional(string),
  domain: optional(
    strict<DistributionDomain>()({
      names: strings,
      certificateArn: string,
      minimumProtocolVersion: optional(z.enum(minimumProtocolVersions)),
    }),
  ),
  originAccessControlName: optional(string),
  waitForDeployment: optional(boolean),
  logicalId: optional(string),
});
