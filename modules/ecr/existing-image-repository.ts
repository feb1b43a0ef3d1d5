import type { Construct } from "constructs";
import { arnOf, registryOf } from "../aws/current";
import { warn } from "../findings/warnings";
import type { Statement } from "../iam/statement";

/** An ECR repository that a pipeline reads from or pushes to, made here or existing. */
export interface IImageRepository {
  /** The name as a literal: event patterns compare it letter by letter. */
  readonly repositoryName: string;
  readonly repositoryArn: string;
  /** Where images are pushed to and pulled from: the registry and the name, without a tag. */
  readonly repositoryUrl: string;
  /** Lets another account pull images, as far as the repository is made here. */
  letPull(puller: ImagePuller): void;
}

/** Who pulls images in another account. */
export interface ImagePuller {
  /** 12 digits. */
  readonly accountId: string;
  /** Names or ARNs of the roles that pull; undefined: whoever may in that account. */
  readonly roles: readonly string[] | undefined;
}

/** An ECR repository that exists outside this project, by its name. */
export function existingRepository(scope: Construct, repositoryName: string): IImageRepository {
  return {
    repositoryName,
    repositoryArn: arnOf(scope, "ecr", `repository/${repositoryName}`),
    repositoryUrl: `${registryOf(scope)}/${repositoryName}`,
    letPull: () => warn(scope, "foreignRepositoryPolicy"),
  };
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
