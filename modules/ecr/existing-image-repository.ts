import type { Construct } from "constructs";
import { arnOf } from "../aws/current";
import type { Statement } from "../iam/statement";

/** An ECR repository that a pipeline reads from or pushes to, made here or existing. */
export interface IImageRepository {
  /** The name as a literal: event patterns compare it letter by letter. */
  readonly repositoryName: string;
  readonly repositoryArn: string;
}

/** An ECR repository that exists outside this project, by its name. */
export function existingRepository(scope: Construct, repositoryName: string): IImageRepository {
  return { repositoryName, repositoryArn: arnOf(scope, "ecr", `repository/${repositoryName}`) };
}

/** What `docker login`, `docker build --cache-from` and `docker push` need (Amazon ECR: IAM permissions for pushing an image). */
export function pushImages(repository: IImageRepository): readonly Statement[] {
  return [
    // The one ECR action without a resource: it answers for the whole registry.
    { actions: ["ecr:GetAuthorizationToken"], resources: ["*"] },
    {
      actions: [
        "ecr:BatchCheckLayerAvailability",
        "ecr:BatchGetImage",
        "ecr:CompleteLayerUpload",
        "ecr:GetDownloadUrlForLayer",
        "ecr:InitiateLayerUpload",
        "ecr:PutImage",
        "ecr:UploadLayerPart",
      ],
      resources: [repository.repositoryArn],
    },
  ];
}
