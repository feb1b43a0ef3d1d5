import { DataAwsEcrRepository } from "@cdktf/provider-aws/lib/data-aws-ecr-repository";
import { Construct, type IConstruct } from "constructs";
import { arnOf, registryOf } from "../aws/current";
import { nameRules } from "../aws/name-rules";
import { check } from "../findings/check";
import { invalidName } from "../findings/value-errors";
import { warn } from "../findings/warnings";
import type { Statement } from "../iam/statement";
import { type LogicalIdProps, setLogicalId } from "../logical-ids/logical-id";

/** An ECR repository that a pipeline reads from or pushes to, made here or existing. */
export interface IImageRepository extends IConstruct {
  /** The name as a literal: event patterns compare it letter by letter. */
  readonly repositoryName: string;
  readonly repositoryArn: string;
  /** Where images are pushed to and pulled from: the registry and the name, without a tag. */
  readonly repositoryUrl: string;
  /** `MUTABLE`, `IMMUTABLE` or one of AWS's mixtures; of a repository that exists a reference. */
  readonly tagMutability: string;
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

export interface ExistingImageRepositoryProps extends LogicalIdProps {
  readonly repositoryName: string;
}

/** An ECR repository that exists outside this stack, by its name. */
export class ExistingImageRepository extends Construct implements IImageRepository {
  readonly repositoryName: string;
  readonly repositoryArn: string;
  readonly repositoryUrl: string;
  private read: DataAwsEcrRepository | undefined;

  constructor(scope: Construct, id: string, { repositoryName, logicalId }: ExistingImageRepositoryProps) {
    super(scope, id);
    setLogicalId(this, logicalId);
    this.repositoryName = repositoryName;
    this.repositoryArn = arnOf(this, "ecr", `repository/${repositoryName}`);
    this.repositoryUrl = `${registryOf(this)}/${repositoryName}`;
    check(this, () => invalidName("repositoryName", repositoryName, nameRules.imageRepository));
  }

  /** Read by every plan, once it is asked for here: until then a plan needs no repository. */
  get tagMutability(): string {
    this.read ??= new DataAwsEcrRepository(this, "repository", { name: this.repositoryName });
    return this.read.imageTagMutability;
  }

  letPull(_: ImagePuller): void {
    warn(this, "foreignRepositoryPolicy");
  }
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
