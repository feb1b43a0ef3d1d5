import { AwsError } from "../client/aws-error";
import { type Scope, ScopedState } from "../gateway/scope";
import { randomId } from "../random-id";
import { configXml, type DistributionConfig } from "./distribution-config";
import { newCloudFrontId } from "./entity-tag";
import { element, listContent, textElement, xmlDocument } from "./xml-elements";

/** A distribution that exists. It is deployed at once. */
export interface Distribution {
  readonly id: string;
  readonly arn: string;
  readonly domainName: string;
  config: DistributionConfig;
  etag: string;
  lastModified: string;
}

/** The distributions of an account, by id. */
export const distributionsIn = new ScopedState(() => new Map<string, Distribution>());

// Of the distribution's configuration, what ListDistributions leaves out.
const NOT_LISTED = ["CallerReference", "DefaultRootObject", "Logging", "ContinuousDeploymentPolicyId"];

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
    lastModified: new Date().toISOString(),
  };
  distributionsIn.of(scope).set(id, distribution);
  return distribution;
}

/** Gives a distribution another configuration, and so another entity tag. */
export function changeDistribution(distribution: Distribution, config: DistributionConfig): void {
  distribution.config = config;
  distribution.etag = newCloudFrontId();
  distribution.lastModified = new Date().toISOString();
}

/** The distribution as GetDistribution shows it. */
export function distributionXml(distribution: Distribution): string {
  const noSigners = textElement("Enabled", false) + listContent([]);
  return xmlDocument(
    "Distribution",
    identityXml(distribution) +
      textElement("InProgressInvalidationBatches", 0) +
      element("ActiveTrustedSigners", noSigners) +
      element("ActiveTrustedKeyGroups", noSigners) +
      element("DistributionConfig", configXml(distribution.config)),
  );
}

/** The distribution as ListDistributions shows it. */
export function distributionSummaryXml(distribution: Distribution): string {
  const listed = [...distribution.config].filter(([name]) => !NOT_LISTED.includes(name));
  return element(
    "DistributionSummary",
    identityXml(distribution) + textElement("ETag", distribution.etag) + configXml(new Map(listed)),
  );
}

function identityXml({ id, arn, lastModified, domainName }: Distribution): string {
  return (
    textElement("Id", id) +
    textElement("ARN", arn) +
    textElement("Status", "Deployed") +
    textElement("LastModifiedTime", lastModified) +
    textElement("DomainName", domainName)
  );
}
