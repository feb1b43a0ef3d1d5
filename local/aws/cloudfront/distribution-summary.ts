import type { Scope } from "../gateway/scope";
import { policiesIn } from "./continuous-deployment-policies";
import { aliasesIn, configXml, isEnabled, isStaging, policyIdIn, textIn } from "./distribution-config";
import { distributionsIn } from "./distributions";
import { isPropagated } from "./propagation";
import { contentOf } from "./xml-elements";

/** What a test or a demonstration wants to know of a distribution, without reading XML. */
export interface DistributionSummary {
  readonly id: string;
  readonly arn: string;
  readonly domainName: string;
  readonly etag: string;
  readonly enabled: boolean;
  readonly staging: boolean;
  /** Whether its last change is everywhere. */
  readonly deployed: boolean;
  readonly comment: string;
  readonly aliases: readonly string[];
  /** Undefined while no continuous deployment policy is attached. */
  readonly policy: { readonly id: string; readonly enabled: boolean } | undefined;
  /** The content of its `DistributionConfig`. */
  readonly configXml: string;
}

/** Every distribution of the account, oldest first. */
export function distributionSummaries(scope: Scope): DistributionSummary[] {
  return [...distributionsIn.of(scope).values()].map(({ id, arn, domainName, etag, config, deployedAt }) => ({
    id,
    arn,
    domainName,
    etag,
    enabled: isEnabled(config),
    staging: isStaging(config),
    deployed: isPropagated(scope, deployedAt),
    comment: textIn(config, "Comment"),
    aliases: aliasesIn(config),
    policy: policySummary(scope, policyIdIn(config)),
    configXml: configXml(config),
  }));
}

function policySummary(scope: Scope, id: string): DistributionSummary["policy"] {
  const policy = policiesIn.of(scope).get(id);
  return policy === undefined ? undefined : { id, enabled: contentOf(policy.config, "Enabled") === "true" };
}
