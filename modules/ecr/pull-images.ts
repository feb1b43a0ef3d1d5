import type { Statement } from "../iam/statement";
import type { IImageRepository } from "./existing-image-repository";

/** What `docker login` and `docker pull` need (Amazon ECR: IAM permissions for pulling an image). */
export function pullImages(repositories: readonly IImageRepository[]): readonly Statement[] {
  return [
    // The one ECR action without a resource: it answers for the whole registry.
    { actions: ["ecr:GetAuthorizationToken"], resources: ["*"] },
    {
      actions: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
      resources: repositories.map(({ repositoryArn }) => repositoryArn),
    },
  ];
}
