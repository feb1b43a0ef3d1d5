import { AwsError } from "../client/aws-error";
import type { Scope } from "../gateway/scope";
import { policyThatUses, policyWithId } from "./continuous-deployment-policies";
import { distributionWithPolicy } from "./continuous-deployment-policy-checks";
import {
  aliasesIn,
  cacheBehaviorsIn,
  type DistributionConfig,
  isEnabled,
  isStaging,
  originIdsIn,
  policyIdIn,
  textIn,
} from "./distribution-config";
import { type Distribution, distributionsIn } from "./distributions";
import { isPropagated } from "./propagation";
import { checkUsedResources } from "./used-resource-checks";
import { contentOf } from "./xml-elements";

/** Refuses what CloudFront refuses of a new distribution. */
export async function checkNewDistribution(scope: Scope, config: DistributionConfig): Promise<void> {
  if (policyIdIn(config) !== "") {
    throw invalid(
      "A continuous deployment policy can't be associated with a distribution on its creation; update it afterwards.",
    );
  }
  const reference = textIn(config, "CallerReference");
  const same = [...distributionsIn.of(scope).values()].find(
    (other) => textIn(other.config, "CallerReference") === reference,
  );
  if (same !== undefined) {
    throw new AwsError(
      "DistributionAlreadyExists",
      `The caller reference ${reference} is associated with another distribution, ${same.id}`,
      409,
    );
  }
  await checkConfig(scope, config);
}

/** Refuses what CloudFront refuses of another configuration for a distribution. */
export async function checkChange(
  scope: Scope,
  distribution: Distribution,
  config: DistributionConfig,
): Promise<void> {
  for (const name of ["CallerReference", "Staging"]) {
    const [before, after] = [textIn(distribution.config, name), textIn(config, name)];
    if (before === after) continue;
    throw new AwsError("IllegalUpdate", `${name} can't be changed from ${before} to ${after}`);
  }
  const isDisabled = isEnabled(distribution.config) && !isEnabled(config);
  if (isDisabled) refuseStagingInUse(scope, distribution);
  checkPolicy(scope, distribution, config);
  checkWebAclWithPolicy(distribution.config, config);
  await checkConfig(scope, config, distribution);
}

/** Refuses to delete a distribution that some edge may still have enabled, or that a policy sends traffic to. */
export function checkDeletion(scope: Scope, distribution: Distribution): void {
  const { id, config, deployedAt } = distribution;
  if (isEnabled(config) || !isPropagated(scope, deployedAt)) {
    throw new AwsError(
      "DistributionNotDisabled",
      `The distribution ${id} is not disabled everywhere; disable it, and delete it when it is deployed`,
      409,
    );
  }
  refuseStagingInUse(scope, distribution);
}

async function checkConfig(
  scope: Scope,
  config: DistributionConfig,
  distribution?: Distribution,
): Promise<void> {
  checkCacheBehaviors(config);
  checkAliases(scope, config, distribution);
  await checkUsedResources(scope, config);
}

function checkCacheBehaviors(config: DistributionConfig): void {
  const origins = originIdsIn(config);
  for (const behavior of cacheBehaviorsIn(config)) {
    const target = contentOf(behavior, "TargetOriginId") ?? "";
    if (!origins.includes(target)) {
      throw new AwsError(
        "NoSuchOrigin",
        `One or more of your origins or origin groups do not exist: "${target}" is none of ${origins.join(", ")}`,
        404,
      );
    }
    const hasPolicy = (contentOf(behavior, "CachePolicyId") ?? "") !== "";
    if (hasPolicy === (contentOf(behavior, "ForwardedValues") !== undefined)) {
      throw invalid("A cache behavior has either a CachePolicyId or ForwardedValues.");
    }
  }
}

function checkAliases(scope: Scope, config: DistributionConfig, distribution?: Distribution): void {
  const others = [...distributionsIn.of(scope).values()].filter((other) => other !== distribution);
  const taken = others.flatMap((other) => aliasesIn(other.config));
  const alias = aliasesIn(config).find((name) => taken.includes(name));
  if (alias === undefined) return;
  throw new AwsError("CNAMEAlreadyExists", `The CNAME ${alias} is already defined for CloudFront`, 409);
}

function checkPolicy(scope: Scope, distribution: Distribution, config: DistributionConfig): void {
  const policyId = policyIdIn(config);
  if (policyId === "") return;
  policyWithId(scope, policyId);
  if (isStaging(config)) {
    throw invalid(
      "A continuous deployment policy is attached to a production distribution, not a staging one.",
    );
  }
  if (config.get("HttpVersion")?.endsWith("3")) {
    throw invalid(
      `Continuous deployment does not support HTTP/3; the HttpVersion is ${config.get("HttpVersion")}.`,
    );
  }
  const primary = distributionWithPolicy(scope, policyId);
  if (primary === undefined || primary === distribution) return;
  throw new AwsError(
    "ContinuousDeploymentPolicyInUse",
    `The continuous deployment policy ${policyId} is associated with another distribution, ${primary.id}`,
    409,
  );
}

// CloudFront developer guide: Quotas and other considerations for continuous deployment.
function checkWebAclWithPolicy(before: DistributionConfig, after: DistributionConfig): void {
  if (policyIdIn(before) === "" || policyIdIn(after) === "") return;
  const [had, has] = [textIn(before, "WebACLId"), textIn(after, "WebACLId")];
  if ((had === "") === (has === "")) return;
  throw new AwsError(
    "IllegalUpdate",
    `A web ACL can't be ${had === "" ? "associated for the first time" : "disassociated"} while a continuous deployment policy is attached`,
  );
}

function refuseStagingInUse(scope: Scope, { domainName }: Distribution): void {
  const policy = policyThatUses(scope, domainName);
  if (policy === undefined) return;
  throw new AwsError(
    "StagingDistributionInUse",
    `The staging distribution is currently used by the continuous deployment policy ${policy.id}; ` +
      "update or delete the policy first",
    409,
  );
}

function invalid(message: string): AwsError {
  return new AwsError("InvalidArgument", message);
}
