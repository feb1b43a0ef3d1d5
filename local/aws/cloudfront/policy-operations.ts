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
import { checkPolicyConfig, refuseAttachedPolicy } from "./continuous-deployment-policy-checks";
import { checkIfMatch } from "./entity-tag";
import { idInPath, NO_CONTENT, pageContent, versionedXml } from "./rest";
import { documentContent, xmlDocument } from "./xml-elements";

const CONFIG = "ContinuousDeploymentPolicyConfig";

export function createPolicy(request: AwsRequest, scope: Scope): Answer {
  const config = documentContent(request.body.toString(), CONFIG);
  checkPolicyConfig(scope, config);
  const policy = addPolicy(scope, config);
  return versionedXml(policyXml(policy), policy.etag, 201);
}

export function getPolicy(request: AwsRequest, scope: Scope): Answer {
  const policy = policyWithId(scope, idInPath(request));
  return versionedXml(policyXml(policy), policy.etag);
}

export function getPolicyConfig(request: AwsRequest, scope: Scope): Answer {
  const { config, etag } = policyWithId(scope, idInPath(request));
  return versionedXml(xmlDocument(CONFIG, config), etag);
}

export function listPolicies(_request: AwsRequest, scope: Scope): Answer {
  const summaries = [...policiesIn.of(scope).values()].map(policySummaryXml);
  return xmlAnswer(xmlDocument("ContinuousDeploymentPolicyList", pageContent(summaries)));
}

export function updatePolicy(request: AwsRequest, scope: Scope): Answer {
  const policy = policyWithId(scope, idInPath(request));
  checkIfMatch(request, policy.etag);
  const config = documentContent(request.body.toString(), CONFIG);
  checkPolicyConfig(scope, config, policy);
  changePolicy(policy, config);
  return versionedXml(policyXml(policy), policy.etag);
}

export function deletePolicy(request: AwsRequest, scope: Scope): Answer {
  const policy = policyWithId(scope, idInPath(request));
  checkIfMatch(request, policy.etag);
  refuseAttachedPolicy(scope, policy.id);
  policiesIn.of(scope).delete(policy.id);
  return NO_CONTENT;
}
