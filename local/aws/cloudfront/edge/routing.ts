import { AwsError } from "../../client/aws-error";
import { elementText } from "../../client/xml";
import type { Scope } from "../../gateway/scope";
import {
  type ContinuousDeploymentPolicy,
  policiesIn,
  stagingDomainNamesIn,
} from "../continuous-deployment-policies";
import { aliasesIn, isEnabled, isStaging, policyIdIn } from "../distribution-config";
import { type Distribution, distributionsIn, distributionWithDomainName } from "../distributions";
import type { ViewerRequest } from "./viewer";

/** The distribution that serves a request: that of its domain name, or the staging one to which the policy sends it. */
export function distributionThatServes(scope: Scope, request: ViewerRequest): Distribution {
  const primary = distributionNamed(scope, request.domainName);
  const policy = policiesIn.of(scope).get(policyIdIn(primary.config));
  if (policy === undefined || !sendsToStaging(policy, request)) return primary;
  const [name = ""] = stagingDomainNamesIn(policy.config);
  const staging = distributionWithDomainName(scope, name);
  if (staging === undefined) throw notServed(`The policy ${policy.id} sends it to ${name}, which is gone.`);
  return enabled(staging);
}

function distributionNamed(scope: Scope, domainName: string): Distribution {
  const distribution =
    distributionWithDomainName(scope, domainName) ??
    [...distributionsIn.of(scope).values()].find(({ config }) => aliasesIn(config).includes(domainName));
  if (distribution === undefined) throw notServed(`No distribution of this account has it: ${domainName}.`);
  // "Learn how continuous deployment works" (Amazon CloudFront developer guide).
  if (isStaging(distribution.config)) {
    throw notServed(
      `${domainName} is that of a staging distribution, which viewers can't reach by name: visit the production one.`,
    );
  }
  return enabled(distribution);
}

function enabled(distribution: Distribution): Distribution {
  if (isEnabled(distribution.config)) return distribution;
  throw notServed(`The distribution ${distribution.id} is disabled.`);
}

function sendsToStaging({ config }: ContinuousDeploymentPolicy, { headers, draw }: ViewerRequest): boolean {
  if (elementText(config, "Enabled") !== "true") return false;
  const header = elementText(config, "Header");
  if (header === undefined) return draw < Number(elementText(config, "Weight") ?? 0);
  const given = Object.entries(headers).find(([name]) => name.toLowerCase() === header.toLowerCase());
  return given !== undefined && given[1] === elementText(config, "Value");
}

function notServed(why: string): AwsError {
  return new AwsError("ValidationException", `The domain name can't be visited. ${why}`);
}
