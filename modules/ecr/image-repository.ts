import { EcrLifecyclePolicy } from "@cdktf/provider-aws/lib/ecr-lifecycle-policy";
import { EcrRepository } from "@cdktf/provider-aws/lib/ecr-repository";
import { Construct } from "constructs";
import { arnRules } from "../aws/arn-rules";
import { nameRules } from "../aws/name-rules";
import { check } from "../findings/check";
import { invalidArn, invalidName } from "../findings/errors";
import { warn } from "../findings/warnings";
import { type LogicalIdProps, setLogicalId } from "../logical-ids/logical-id";
import type { IImageRepository } from "./existing-image-repository";
import { keepLast30Releases, type LifecycleRule, lifecycleFindings, lifecyclePolicy } from "./lifecycle-rule";

export interface ImageRepositoryProps extends LogicalIdProps {
  /** 2 to 256 characters (Amazon ECR API: CreateRepository). */
  readonly repositoryName: string;
  /** @default "MUTABLE", because `latest` is pushed again and again */
  readonly tagMutability?: "MUTABLE" | "IMMUTABLE";
  /** Scan every image for known vulnerabilities as it is pushed. @default true */
  readonly scanOnPush?: boolean;
  /** ARN of a KMS key that encrypts the images; a change replaces the repository. @default AES256 with a key of AWS's */
  readonly kmsKeyArn?: string;
  /** Delete the repository even when it holds images. @default false */
  readonly forceDelete?: boolean;
  /** At most 50, in the order of their priority. @default keep the last 30 images whose tag starts with `release` */
  readonly lifecycleRules?: readonly LifecycleRule[];
}

/** An ECR repository with its lifecycle policy. */
export class ImageRepository extends Construct implements IImageRepository {
  readonly repositoryName: string;
  readonly tagMutability: "MUTABLE" | "IMMUTABLE";
  private readonly repository: EcrRepository;

  constructor(scope: Construct, id: string, props: ImageRepositoryProps) {
    super(scope, id);
    setLogicalId(this, props.logicalId);
    const rules = props.lifecycleRules ?? [keepLast30Releases];
    this.repositoryName = props.repositoryName;
    this.tagMutability = props.tagMutability ?? "MUTABLE";
    this.repository = this.createRepository(props);
    this.createLifecyclePolicy(rules);
    if (this.tagMutability === "MUTABLE") warn(this, "mutableTag");
    check(this, () => [
      ...invalidName("repositoryName", props.repositoryName, nameRules.imageRepository),
      ...(props.kmsKeyArn === undefined ? [] : invalidArn("kmsKeyArn", props.kmsKeyArn, arnRules.kmsKey)),
      ...lifecycleFindings(rules),
    ]);
  }

  get repositoryArn(): string {
    return this.repository.arn;
  }

  get repositoryUrl(): string {
    return this.repository.repositoryUrl;
  }

  private createRepository(props: ImageRepositoryProps): EcrRepository {
    return new EcrRepository(this, "repository", {
      name: props.repositoryName,
      imageTagMutability: this.tagMutability,
      imageScanningConfiguration: { scanOnPush: props.scanOnPush ?? true },
      encryptionConfiguration: [
        props.kmsKeyArn ? { encryptionType: "KMS", kmsKey: props.kmsKeyArn } : { encryptionType: "AES256" },
      ],
      ...(props.forceDelete ? { forceDelete: true } : {}),
    });
  }

  private createLifecyclePolicy(rules: readonly LifecycleRule[]): void {
    if (rules.length === 0) return;
    new EcrLifecyclePolicy(this, "lifecycle_policy", {
      repository: this.repository.name,
      policy: lifecyclePolicy(rules),
    });
  }
}
