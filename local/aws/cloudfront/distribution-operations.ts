import { AwsError } from "../client/aws-error";
import { type Answer, xmlAnswer } from "../gateway/answer";
import type { AwsRequest } from "../gateway/aws-request";
import { answerOfMoto } from "../gateway/moto-proxy";
import type { Scope } from "../gateway/scope";
import { addTags, forgetTags } from "../gateway/tags";
import {
  type ContinuousDeploymentPolicy,
  disablePolicy,
  policyWithId,
  stagingDomainNamesIn,
} from "./continuous-deployment-policies";
import { checkChange, checkDeletion, checkNewDistribution } from "./distribution-checks";
import {
  configXml,
  copiedConfig,
  type DistributionConfig,
  isStaging,
  originAccessControlsIn,
  policyIdIn,
  promotedConfig,
  readConfig,
} from "./distribution-config";
import {
  addDistribution,
  changeDistribution,
  type Distribution,
  distributionsIn,
  distributionWithId,
} from "./distributions";
import { checkIfMatch } from "./entity-tag";
import { forgetInvalidations } from "./invalidations";
import { idInPath, NO_CONTENT, pageContent, versionedXml } from "./rest";
import { distributionSummaryXml, distributionXml } from "./shown-distribution";
import { readTags } from "./tag-operations";
import { contentOf, documentContent, xmlDocument } from "./xml-elements";

/** Takes a `DistributionConfig`. */
export async function createDistribution(request: AwsRequest, scope: Scope): Promise<Answer> {
  const content = documentContent(request.body.toString(), "DistributionConfig");
  return created(scope, await newDistribution(scope, readConfig(content)));
}

/** Takes a `DistributionConfigWithTags`. */
export async function createDistributionWithTags(request: AwsRequest, scope: Scope): Promise<Answer> {
  const content = documentContent(request.body.toString(), "DistributionConfigWithTags");
  const config = readConfig(documentContent(content, "DistributionConfig"));
  const distribution = await newDistribution(scope, config);
  addTags(scope, distribution.arn, readTags(contentOf(content, "Tags") ?? ""));
  return created(scope, distribution);
}

/** Makes a staging distribution of a production one, without its aliases and its policy. */
export async function copyDistribution(request: AwsRequest, scope: Scope): Promise<Answer> {
  const primary = distributionWithId(scope, idInPath(request));
  checkIfMatch(request, primary.etag);
  if (request.headers.staging?.toString().toLowerCase() !== "true") {
    throw new AwsError("InvalidArgument", "A distribution is only copied to a staging one: Staging is true.");
  }
  const content = documentContent(request.body.toString(), "CopyDistributionRequest");
  const reference = documentContent(content, "CallerReference");
  const config = copiedConfig(primary.config, reference, contentOf(content, "Enabled"));
  return created(scope, await newDistribution(scope, config));
}

/** The whole distribution, with the entity tag that a change of it needs. */
export function getDistribution(request: AwsRequest, scope: Scope): Answer {
  const distribution = distributionWithId(scope, idInPath(request));
  return versionedXml(distributionXml(scope, distribution), distribution.etag);
}

/** What a script changes and sends back, with the entity tag for that. */
export function getDistributionConfig(request: AwsRequest, scope: Scope): Answer {
  const { config, etag } = distributionWithId(scope, idInPath(request));
  return versionedXml(xmlDocument("DistributionConfig", configXml(config)), etag);
}

/** Every distribution, on one page. */
export function listDistributions(_request: AwsRequest, scope: Scope): Answer {
  const summaries = [...distributionsIn.of(scope).values()].map((each) =>
    distributionSummaryXml(scope, each),
  );
  return xmlAnswer(xmlDocument("DistributionList", pageContent(summaries)));
}

/** Replaces the whole configuration: an element that is left out goes back to its default. */
export async function updateDistribution(request: AwsRequest, scope: Scope): Promise<Answer> {
  const distribution = distributionWithId(scope, idInPath(request));
  checkIfMatch(request, distribution.etag);
  const config = readConfig(documentContent(request.body.toString(), "DistributionConfig"));
  await checkChange(scope, distribution, config);
  return changed(scope, distribution, config);
}

/** UpdateDistributionWithStagingConfig. As on AWS, it disables the policy of the production distribution. */
export async function promoteStagingConfig(request: AwsRequest, scope: Scope): Promise<Answer> {
  const primary = distributionWithId(scope, idInPath(request));
  const staging = distributionWithId(scope, request.url.searchParams.get("StagingDistributionId") ?? "");
  checkIfMatch(request, primary.etag, staging.etag);
  if (isStaging(primary.config) || !isStaging(staging.config)) {
    throw new AwsError(
      "IllegalUpdate",
      "The configuration of a staging distribution is promoted to a production one, not the other way around",
    );
  }
  const policy = policyBetween(scope, primary, staging);
  const config = promotedConfig(primary.config, staging.config);
  await checkChange(scope, primary, config);
  disablePolicy(scope, policy);
  return changed(scope, primary, config);
}

/** Deletes a distribution that is disabled everywhere. */
export function deleteDistribution(request: AwsRequest, scope: Scope): Answer {
  const distribution = distributionWithId(scope, idInPath(request));
  checkIfMatch(request, distribution.etag);
  checkDeletion(scope, distribution);
  distributionsIn.of(scope).delete(distribution.id);
  forgetTags(scope, distribution.arn);
  forgetInvalidations(scope, distribution.id);
  return NO_CONTENT;
}

/** Origin access controls are moto's, but it does not know which distributions use one. */
export async function deleteOriginAccessControl(request: AwsRequest, scope: Scope): Promise<Answer> {
  const id = idInPath(request);
  const user = [...distributionsIn.of(scope).values()].find(({ config }) =>
    originAccessControlsIn(config).includes(id),
  );
  if (user === undefined) return answerOfMoto(scope.moto.endpoint, request, scope.accountId);
  throw new AwsError(
    "OriginAccessControlInUse",
    `The origin access control ${id} is in use by the distribution ${user.id}`,
    409,
  );
}

/** The policy of a production distribution, which has to send traffic to the staging one. */
function policyBetween(
  scope: Scope,
  primary: Distribution,
  staging: Distribution,
): ContinuousDeploymentPolicy {
  const policyId = policyIdIn(primary.config);
  const policy = policyId === "" ? undefined : policyWithId(scope, policyId);
  if (policy !== undefined && stagingDomainNamesIn(policy.config).includes(staging.domainName)) return policy;
  throw new AwsError(
    "IllegalUpdate",
    `No continuous deployment policy of ${primary.id} sends traffic to the staging distribution ${staging.id}`,
  );
}

async function newDistribution(scope: Scope, config: DistributionConfig): Promise<Distribution> {
  await checkNewDistribution(scope, config);
  return addDistribution(scope, config);
}

function created(scope: Scope, distribution: Distribution): Answer {
  const answer = versionedXml(distributionXml(scope, distribution), distribution.etag, 201);
  const location = `https://cloudfront.amazonaws.com/2020-05-31/distribution/${distribution.id}`;
  return { ...answer, headers: { ...answer.headers, location } };
}

function changed(scope: Scope, distribution: Distribution, config: DistributionConfig): Answer {
  changeDistribution(scope, distribution, config);
  return versionedXml(distributionXml(scope, distribution), distribution.etag);
}
