import type { AwsCall } from "./aws-call";
import { eachNeeds, needsOnNothing } from "./needs";
import type { ServiceRequests } from "./permission";

const repository = (call: AwsCall) => call.arn("ecr", `repository/${call.text("repositoryName")}`);

/** What the operations of ECR need. */
export const ecr: ServiceRequests = {
  operations: {
    GetAuthorizationToken: needsOnNothing("ecr:GetAuthorizationToken"),
    DescribeRepositories: (call) => {
      const names = call.texts("repositoryNames");
      return (names.length === 0 ? ["*"] : names).map((name) => ({
        action: "ecr:DescribeRepositories",
        resource: call.arn("ecr", `repository/${name}`),
      }));
    },
    ...eachNeeds(
      "ecr",
      [
        "BatchCheckLayerAvailability",
        "BatchDeleteImage",
        "BatchGetImage",
        "CompleteLayerUpload",
        "DescribeImageScanFindings",
        "DescribeImages",
        "GetDownloadUrlForLayer",
        "GetLifecyclePolicy",
        "GetRepositoryPolicy",
        "InitiateLayerUpload",
        "ListImages",
        "PutImage",
        "StartImageScan",
        "UploadLayerPart",
      ],
      repository,
    ),
  },
};
