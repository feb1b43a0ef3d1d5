import type { Scope } from "../gateway/scope";
import { configXml } from "./distribution-config";
import type { Distribution } from "./distributions";
import { invalidationsInProgress } from "./invalidations";
import { isPropagated } from "./propagation";
import { element, listContent, textElement, xmlDocument } from "./xml-elements";

// Of the distribution's configuration, what ListDistributions leaves out.
const NOT_LISTED = ["CallerReference", "DefaultRootObject", "Logging", "ContinuousDeploymentPolicyId"];

/** The distribution as GetDistribution shows it. */
export function distributionXml(scope: Scope, distribution: Distribution): string {
  const noSigners = textElement("Enabled", false) + listContent([]);
  return xmlDocument(
    "Distribution",
    identityXml(scope, distribution) +
      textElement("InProgressInvalidationBatches", invalidationsInProgress(scope, distribution.id)) +
      element("ActiveTrustedSigners", noSigners) +
      element("ActiveTrustedKeyGroups", noSigners) +
      element("DistributionConfig", configXml(distribution.config)),
  );
}

/** The distribution as ListDistributions shows it. */
export function distributionSummaryXml(scope: Scope, distribution: Distribution): string {
  const listed = [...distribution.config].filter(([name]) => !NOT_LISTED.includes(name));
  return element(
    "DistributionSummary",
    identityXml(scope, distribution) + textElement("ETag", distribution.etag) + configXml(new Map(listed)),
  );
}

function identityXml(scope: Scope, { id, arn, deployedAt, lastModified, domainName }: Distribution): string {
  return (
    textElement("Id", id) +
    textElement("ARN", arn) +
    textElement("Status", isPropagated(scope, deployedAt) ? "Deployed" : "InProgress") +
    textElement("LastModifiedTime", lastModified) +
    textElement("DomainName", domainName)
  );
}
