import { AwsError } from "../client/aws-error";
import { type Scope, ScopedState } from "../gateway/scope";
import { randomId } from "../random-id";
import type { DistributionConfig } from "./distribution-config";
import { newCloudFrontId } from "./entity-tag";
import { propagatedAt, timestamp } from "./propagation";

/** A distribution that exists. */
export interface Distribution {
  readonly id: string;
  readonly arn: string;
  readonly domainName: string;
  config: DistributionConfig;
  etag: string;
  lastModified: string;
  /** When its last change will be everywhere, in milliseconds since 1970. */
  deployedAt: number;
}

/** The distributions of an account, by id. */
export const distributionsIn = new ScopedState(() => new Map<string, Distribution>());

/** The distribution, or CloudFront's error. */
export function distributionWithId(scope: Scope, id: string): Distribution {
  const distribution = distributionsIn.of(scope).get(id);
  if (distribution !== undefined) return distribution;
  throw new AwsError("NoSuchDistribution", `The specified distribution does not exist: ${id}`, 404);
}

/** The distribution that a domain name of CloudFront's belongs to. */
export function distributionWithDomainName(scope: Scope, domainName: string): Distribution | undefined {
  return [...distributionsIn.of(scope).values()].find(
    (distribution) => distribution.domainName === domainName,
  );
}

/** Adds a distribution. */
export function addDistribution(scope: Scope, config: DistributionConfig): Distribution {
  const id = newCloudFrontId();
  const distribution: Distribution = {
    id,
    arn: `arn:aws:cloudfront::${scope.accountId}:distribution/${id}`,
    domainName: `d${randomId(13).toLowerCase()}.cloudfront.net`,
    config,
    etag: newCloudFrontId(),
    lastModified: timestamp(scope),
    deployedAt: propagatedAt(scope),
  };
  distributionsIn.of(scope).set(id, distribution);
  return distribution;
}

/** Gives a distribution another configuration, and so another entity tag. */
export function changeDistribution(
  scope: Scope,
  distribution: Distribution,
  config: DistributionConfig,
): void {
  distribution.config = config;
  distribution.etag = newCloudFrontId();
  distribution.lastModified = timestamp(scope);
  distribution.deployedAt = propagatedAt(scope);
}
