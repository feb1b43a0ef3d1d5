import { type Answer, xmlAnswer } from "../gateway/answer";
import type { AwsRequest } from "../gateway/aws-request";
import type { Scope } from "../gateway/scope";
import {
  addPolicy,
  changePolicy,
  policiesIn,
  policySummaryXml,
  policyWithId,
  policyXml,
} from "./continuous-deployment-policies";
import {
  checkPolicyConfig,
  distributionWithPolicy,
  refuseAttachedPolicy,
} from "./continuous-deployment-policy-checks";
import { checkIfMatch } from "./entity-tag";
import { propagatedAt } from "./propagation";
import { idInPath, NO_CONTENT, pageContent, versionedXml } from "./rest";
import { documentContent, xmlDocument } from "./xml-elements";

const CONFIG = "ContinuousDeploymentPolicyConfig";

/** Takes a `ContinuousDeploymentPolicyConfig`. */
export function createPolicy(request: AwsRequest, scope: Scope): Answer {
  const config = documentContent(request.body.toString(), CONFIG);
  checkPolicyConfig(scope, config);
  const policy = addPolicy(scope, config);
  return versionedXml(policyXml(policy), policy.etag, 201);
}

/** The whole policy, with the entity tag that a change of it needs. */
export function getPolicy(request: AwsRequest, scope: Scope): Answer {
  const policy = policyWithId(scope, idInPath(request));
  return versionedXml(policyXml(policy), policy.etag);
}

/** What a script changes and sends back, with the entity tag for that. */
export function getPolicyConfig(request: AwsRequest, scope: Scope): Answer {
  const { config, etag } = policyWithId(scope, idInPath(request));
  return versionedXml(xmlDocument(CONFIG, config), etag);
}

/** Every policy, on one page. */
export function listPolicies(_request: AwsRequest, scope: Scope): Answer {
  const summaries = [...policiesIn.of(scope).values()].map(policySummaryXml);
  return xmlAnswer(xmlDocument("ContinuousDeploymentPolicyList", pageContent(summaries)));
}

/** Replaces the whole configuration, which the distribution that has the policy brings to the edges. */
export function updatePolicy(request: AwsRequest, scope: Scope): Answer {
  const policy = policyWithId(scope, idInPath(request));
  checkIfMatch(request, policy.etag);
  const config = documentContent(request.body.toString(), CONFIG);
  checkPolicyConfig(scope, config, policy);
  changePolicy(scope, policy, config);
  const primary = distributionWithPolicy(scope, policy.id);
  if (primary !== undefined) primary.deployedAt = propagatedAt(scope);
  return versionedXml(policyXml(policy), policy.etag);
}

/** Deletes a policy that is attached to no distribution. */
export function deletePolicy(request: AwsRequest, scope: Scope): Answer {
  const policy = policyWithId(scope, idInPath(request));
  checkIfMatch(request, policy.etag);
  refuseAttachedPolicy(scope, policy.id);
  policiesIn.of(scope).delete(policy.id);
  return NO_CONTENT;
}
