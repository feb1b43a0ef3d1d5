import { EcrLifecyclePolicy } from "@cdktf/provider-aws/lib/ecr-lifecycle-policy";
import { EcrRepository } from "@cdktf/provider-aws/lib/ecr-repository";
import { EcrRepositoryPolicy } from "@cdktf/provider-aws/lib/ecr-repository-policy";
import { Construct } from "constructs";
import { arnRules } from "../aws/arn-rules";
import { arnOf } from "../aws/current";
import { nameRules } from "../aws/name-rules";
import { check } from "../findings/check";
import { invalidArn, invalidName } from "../findings/value-errors";
import { LatePolicyDocument } from "../iam/late-policy-document";
import { mergeStatements, type Statement } from "../iam/statement";
import { declaredLogicalId, type LogicalIdProps, setLogicalId } from "../logical-ids/logical-id";
import { defined } from "../terraform/defined";
import type { IImageRepository, ImagePuller } from "./existing-image-repository";
import { keepLast30Releases, type LifecycleRule, lifecycleFindings, lifecyclePolicy } from "./lifecycle-rule";
import { letPull } from "./pull-policy";

/** Whether a tag can be pushed again with another image. */
export const tagMutabilities = ["MUTABLE", "IMMUTABLE"] as const;

export type TagMutability = (typeof tagMutabilities)[number];

/** What a user may choose about the repository. */
export interface ImageRepositoryOptions extends LogicalIdProps {
  /** Whether a tag can be pushed again, for another image. @default "MUTABLE", because `latest` is pushed again and again */
  readonly tagMutability?: TagMutability;
  /** Scan every image for known vulnerabilities as it is pushed. @default true */
  readonly scanOnPush?: boolean;
  /** ARN of a KMS key that encrypts the images; a change replaces the repository. @default AES256 with a key of AWS's */
  readonly kmsKeyArn?: string;
  /** Delete the repository even when it holds images. @default false */
  readonly forceDelete?: boolean;
  /**
   * Which images expire: at most 50 rules, in the order of their priority.
   * @default keep the last 30 images whose tag starts with `release`
   */
  readonly lifecycleRules?: readonly LifecycleRule[];
}

export interface ImageRepositoryProps extends ImageRepositoryOptions {
  /** 2 to 256 characters (Amazon ECR API: CreateRepository). */
  readonly repositoryName: string;
}

/** An ECR repository with its lifecycle policy. */
export class ImageRepository extends Construct implements IImageRepository {
  readonly repositoryName: string;
  readonly repositoryArn: string;
  readonly tagMutability: TagMutability;
  private readonly repository: EcrRepository;
  private readonly pulled: Statement[] = [];

  constructor(scope: Construct, id: string, props: ImageRepositoryProps) {
    super(scope, id);
    setLogicalId(this, props.logicalId);
    const rules = props.lifecycleRules ?? [keepLast30Releases];
    this.repositoryName = props.repositoryName;
    this.repositoryArn = arnOf(this, "ecr", `repository/${props.repositoryName}`);
    this.tagMutability = props.tagMutability ?? "MUTABLE";
    this.repository = this.createRepository(props);
    this.createLifecyclePolicy(rules);
    check(this, () => [
      ...invalidName("repositoryName", props.repositoryName, nameRules.imageRepository),
      ...invalidArn("kmsKeyArn", props.kmsKeyArn, arnRules.kmsKey),
      ...lifecycleFindings(rules),
    ]);
  }

  letPull(puller: ImagePuller): void {
    if (this.pulled.length === 0) this.createRepositoryPolicy();
    this.pulled.push(letPull(this, puller));
  }

  get repositoryUrl(): string {
    return this.repository.repositoryUrl;
  }

  private createRepository(props: ImageRepositoryProps): EcrRepository {
    return new EcrRepository(
      this,
      "repository",
      defined({
        name: props.repositoryName,
        imageTagMutability: this.tagMutability,
        imageScanningConfiguration: { scanOnPush: props.scanOnPush ?? true },
        encryptionConfiguration: [
          props.kmsKeyArn ? { encryptionType: "KMS", kmsKey: props.kmsKeyArn } : { encryptionType: "AES256" },
        ],
        forceDelete: props.forceDelete || undefined,
      }),
    );
  }

  private createRepositoryPolicy(): void {
    const pull = new Construct(this, "pull");
    // A key of the same logical ID has a document of its own.
    setLogicalId(pull, `${declaredLogicalId(this)}_pull`);
    const policy = new LatePolicyDocument(pull, "document", () => mergeStatements(this, this.pulled));
    new EcrRepositoryPolicy(this, "policy", { repository: this.repository.name, policy: policy.json });
  }

  private createLifecyclePolicy(rules: readonly LifecycleRule[]): void {
    if (rules.length === 0) return;
    new EcrLifecyclePolicy(this, "lifecycle_policy", {
      repository: this.repository.name,
      policy: lifecyclePolicy(rules),
    });
  }
}
