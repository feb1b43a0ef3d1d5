import type { AwsCall } from "./aws-call";
import { usesOfGivenConfig, usesOfPresentConfig } from "./distribution-needs";
import { eachNeeds, needs, needsAll, needsOnNothing } from "./needs";
import type { ServiceRequests } from "./permission";

const ofKind = (call: AwsCall, kind: string, id: string) =>
  `arn:aws:cloudfront::${call.scope.accountId}:${kind}/${id}`;
// `/2020-05-31/<kind>/<id>/…`
const ofPath = (call: AwsCall) => {
  const [, , kind = "", id = ""] = call.request.url.pathname.split("/");
  return ofKind(call, kind, id);
};
const withStaging = (call: AwsCall) => {
  const staging = call.request.url.searchParams.getAll("StagingDistributionId");
  return [ofPath(call), ...staging.map((id) => ofKind(call, "distribution", id))];
};
const tagged = ({ request }: AwsCall) => request.url.searchParams.get("Resource") ?? "";

const createsDistribution = needsOnNothing("cloudfront:CreateDistribution");

/** What the operations of CloudFront need. */
export const cloudfront: ServiceRequests = {
  operations: {
    ...eachNeeds(
      "cloudfront",
      [
        "CreateInvalidation",
        "DeleteContinuousDeploymentPolicy",
        "DeleteDistribution",
        "GetContinuousDeploymentPolicy",
        "GetContinuousDeploymentPolicyConfig",
        "GetDistribution",
        "GetDistributionConfig",
        "GetInvalidation",
        "ListInvalidations",
        "UpdateContinuousDeploymentPolicy",
      ],
      ofPath,
    ),
    ...eachNeeds(
      "cloudfront",
      ["CreateContinuousDeploymentPolicy", "ListContinuousDeploymentPolicies", "ListDistributions"],
      () => "*",
    ),
    ...eachNeeds("cloudfront", ["ListTagsForResource"], tagged),
    CreateDistribution: needsAll(createsDistribution, usesOfGivenConfig),
    UpdateDistribution: needsAll(needs("cloudfront:UpdateDistribution", ofPath), usesOfGivenConfig),
    // CloudFront API reference, CopyDistribution and UpdateDistributionWithStagingConfig.
    CopyDistribution: needsAll(
      needs("cloudfront:CopyDistribution", ofPath),
      needs("cloudfront:GetDistribution", ofPath),
      createsDistribution,
      usesOfPresentConfig,
    ),
    UpdateDistributionWithStagingConfig: needsAll(
      needs("cloudfront:UpdateDistributionWithStagingConfig", ofPath),
      needs("cloudfront:UpdateDistribution", ofPath),
      needs("cloudfront:GetDistribution", withStaging),
      usesOfPresentConfig,
    ),
  },
};
