import { AwsError } from "../client/aws-error";
import { elements } from "../client/xml";
import { type Scope, ScopedState } from "../gateway/scope";
import { newCloudFrontId } from "./entity-tag";
import { timestamp } from "./propagation";
import { element, textElement, xmlDocument } from "./xml-elements";

/** A continuous deployment policy that exists. */
export interface ContinuousDeploymentPolicy {
  readonly id: string;
  /** The content of its `ContinuousDeploymentPolicyConfig`, as it came. */
  config: string;
  etag: string;
  lastModified: string;
}

/** The continuous deployment policies of an account, by id. */
export const policiesIn = new ScopedState(() => new Map<string, ContinuousDeploymentPolicy>());

/** The policy, or CloudFront's error. */
export function policyWithId(scope: Scope, id: string): ContinuousDeploymentPolicy {
  const policy = policiesIn.of(scope).get(id);
  if (policy !== undefined) return policy;
  throw new AwsError(
    "NoSuchContinuousDeploymentPolicy",
    `The continuous deployment policy doesn't exist: ${id}`,
    404,
  );
}

/** The policy, other than the one given, that sends traffic to the staging distribution. */
export function policyThatUses(
  scope: Scope,
  stagingDomainName: string,
  otherThan?: ContinuousDeploymentPolicy,
): ContinuousDeploymentPolicy | undefined {
  return [...policiesIn.of(scope).values()].find(
    (policy) => policy !== otherThan && stagingDomainNamesIn(policy.config).includes(stagingDomainName),
  );
}

/** The domain names of the staging distributions in a policy's configuration. */
export function stagingDomainNamesIn(config: string): string[] {
  return elements(config, "DnsName");
}

/** Adds a policy. */
export function addPolicy(scope: Scope, config: string): ContinuousDeploymentPolicy {
  const policy: ContinuousDeploymentPolicy = {
    id: newCloudFrontId(),
    config,
    etag: newCloudFrontId(),
    lastModified: timestamp(scope),
  };
  policiesIn.of(scope).set(policy.id, policy);
  return policy;
}

/** Gives a policy another configuration, and so another entity tag. */
export function changePolicy(scope: Scope, policy: ContinuousDeploymentPolicy, config: string): void {
  policy.config = config;
  policy.etag = newCloudFrontId();
  policy.lastModified = timestamp(scope);
}

/** Moves all traffic back to the production distribution. */
export function disablePolicy(scope: Scope, policy: ContinuousDeploymentPolicy): void {
  changePolicy(scope, policy, policy.config.replace("<Enabled>true</Enabled>", "<Enabled>false</Enabled>"));
}

/** The policy as GetContinuousDeploymentPolicy shows it. */
export function policyXml(policy: ContinuousDeploymentPolicy): string {
  return xmlDocument("ContinuousDeploymentPolicy", policyContent(policy));
}

/** The policy as ListContinuousDeploymentPolicies shows it. */
export function policySummaryXml(policy: ContinuousDeploymentPolicy): string {
  const whole = element("ContinuousDeploymentPolicy", policyContent(policy));
  return element("ContinuousDeploymentPolicySummary", whole);
}

function policyContent({ id, config, lastModified }: ContinuousDeploymentPolicy): string {
  return (
    textElement("Id", id) +
    textElement("LastModifiedTime", lastModified) +
    element("ContinuousDeploymentPolicyConfig", config)
  );
}
