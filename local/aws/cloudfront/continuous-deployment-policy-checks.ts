import { AwsError } from "../client/aws-error";
import type { Scope } from "../gateway/scope";
import {
  type ContinuousDeploymentPolicy,
  policyThatUses,
  stagingDomainNamesIn,
} from "./continuous-deployment-policies";
import { isStaging, policyIdIn } from "./distribution-config";
import { type Distribution, distributionsIn, distributionWithDomainName } from "./distributions";
import { contentOf } from "./xml-elements";

const MAX_WEIGHT = 0.15;
const IDLE_SECONDS = { min: 300, max: 3600 };
const HEADER_PREFIX = "aws-cf-cd-";

/** Refuses what CloudFront refuses of a policy's configuration; `policy` is the one to change, if it exists. */
export function checkPolicyConfig(scope: Scope, config: string, policy?: ContinuousDeploymentPolicy): void {
  const enabled = contentOf(config, "Enabled");
  if (enabled !== "true" && enabled !== "false") throw invalid("The parameter Enabled is required.");
  checkStagingDistributions(scope, config, policy);
  const traffic = contentOf(config, "TrafficConfig");
  if (traffic !== undefined) checkTraffic(traffic);
}

/** The production distribution that a policy is attached to. */
export function distributionWithPolicy(scope: Scope, policyId: string): Distribution | undefined {
  return [...distributionsIn.of(scope).values()].find(({ config }) => policyIdIn(config) === policyId);
}

/** Refuses to delete a policy that is attached to a production distribution. */
export function refuseAttachedPolicy(scope: Scope, policyId: string): void {
  const primary = distributionWithPolicy(scope, policyId);
  if (primary === undefined) return;
  throw new AwsError(
    "ContinuousDeploymentPolicyInUse",
    `The continuous deployment policy ${policyId} is associated with the primary distribution ${primary.id}`,
    409,
  );
}

function checkStagingDistributions(
  scope: Scope,
  config: string,
  policy: ContinuousDeploymentPolicy | undefined,
): void {
  const names = stagingDomainNamesIn(config);
  const quantity = contentOf(contentOf(config, "StagingDistributionDnsNames") ?? "", "Quantity");
  if (Number(quantity) !== names.length) {
    throw new AwsError(
      "InconsistentQuantities",
      `The value of Quantity and the size of Items don't match: ${quantity ?? "none"} and ${names.length}`,
    );
  }
  if (names.length === 0) throw invalid("A policy names the domain name of a staging distribution.");
  for (const name of names) {
    const staging = distributionWithDomainName(scope, name);
    if (staging === undefined || !isStaging(staging.config)) {
      throw invalid(`${name} is not the domain name of a staging distribution of this account.`);
    }
    const other = policyThatUses(scope, name, policy);
    if (other === undefined) continue;
    throw new AwsError(
      "StagingDistributionInUse",
      `A continuous deployment policy for this staging distribution already exists: ${other.id}`,
      409,
    );
  }
}

function checkTraffic(traffic: string): void {
  const type = contentOf(traffic, "Type");
  const weight = contentOf(traffic, "SingleWeightConfig");
  const header = contentOf(traffic, "SingleHeaderConfig");
  if (type === "SingleWeight" && weight !== undefined && header === undefined) checkWeight(weight);
  else if (type === "SingleHeader" && header !== undefined && weight === undefined) checkHeader(header);
  else throw invalid(`The traffic type ${type} takes its own block, ${type}Config, and no other.`);
}

function checkWeight(config: string): void {
  const weight = Number(contentOf(config, "Weight"));
  if (!(weight >= 0 && weight <= MAX_WEIGHT)) {
    throw invalid(`The weight of a staging distribution is between 0 and ${MAX_WEIGHT}, unlike ${weight}.`);
  }
  const stickiness = contentOf(config, "SessionStickinessConfig");
  if (stickiness === undefined) return;
  const idle = Number(contentOf(stickiness, "IdleTTL"));
  const maximum = Number(contentOf(stickiness, "MaximumTTL"));
  const { min, max } = IDLE_SECONDS;
  if (idle >= min && idle <= maximum && maximum <= max) return;
  throw invalid(
    `Session stickiness lasts ${min} to ${max} seconds, IdleTTL not longer than MaximumTTL; got ${idle} and ${maximum}.`,
  );
}

function checkHeader(config: string): void {
  const header = contentOf(config, "Header") ?? "";
  if (header.toLowerCase().startsWith(HEADER_PREFIX)) return;
  throw invalid(`The header of a policy starts with ${HEADER_PREFIX}, unlike "${header}".`);
}

function invalid(message: string): AwsError {
  return new AwsError("InvalidArgument", message);
}
