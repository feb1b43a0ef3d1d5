import type { AwsCall } from "./aws-call";
import { eachNeeds } from "./needs";
import type { ServiceRequests } from "./permission";

// `/2020-05-31/<kind>/<id>/…`
const ofPath = ({ request, scope }: AwsCall) => {
  const [, , kind = "", id = ""] = request.url.pathname.split("/");
  return `arn:aws:cloudfront::${scope.accountId}:${kind}/${id}`;
};
const tagged = ({ request }: AwsCall) => request.url.searchParams.get("Resource") ?? "";

/** What the operations of CloudFront need. */
export const cloudfront: ServiceRequests = {
  operations: {
    ...eachNeeds(
      "cloudfront",
      [
        "CopyDistribution",
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
        "UpdateDistribution",
        "UpdateDistributionWithStagingConfig",
      ],
      ofPath,
    ),
    ...eachNeeds(
      "cloudfront",
      [
        "CreateContinuousDeploymentPolicy",
        "CreateDistribution",
        "ListContinuousDeploymentPolicies",
        "ListDistributions",
      ],
      () => "*",
    ),
    ...eachNeeds("cloudfront", ["ListTagsForResource"], tagged),
  },
};
