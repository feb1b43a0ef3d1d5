import type { MovedLogicalIds } from "../../modules/logical-ids/moved";
import { type AssumeRoleSettings, assumeRoleSchema } from "./assume-role";
import { optional, string, stringMap, strings } from "./types";

/** What every entry says it is. */
export interface SystemSettings {
  /**
   * What the entry makes. `github-to-ecs`: a push to GitHub is built into an image, and the image is deployed to ECS.
   * `ecr-push-to-ecs`: an image that is pushed to ECR is deployed to ECS. `ecr-push-blue-green`: images that are pushed to ECR
   * are migrated and shifted to, blue/green. `commit-status`: commits get a status from pipelines that exist.
   * `github-actions-to-ecs`: GitHub Actions builds an image and deploys it to ECS. `cloudfront-continuous-deployment`: a static site on
   * CloudFront, whose releases are reviewed before all viewers see them. `github-connection`: a connection to GitHub, for many entries.
   */
  readonly system: string;
}

/** What every entry may say, whatever its system. */
export interface CommonSettings {
  /** The stack's name, unique: its folder in `cdktf.out/stacks` and its state. */
  readonly stack: string;
  /** What the names of the entry's AWS resources start with. @default the stack's name */
  readonly name?: string;
  /** AWS Region of the entry's resources, such as `ap-northeast-1`. @default the project's `region` */
  readonly region?: string;
  /** The accounts, 12 digits each, that Terraform may touch. @default the project's */
  readonly allowedAccountIds?: readonly string[];
  /** The role that Terraform works as. @default none: Terraform's own credentials */
  readonly assumeRole?: AssumeRoleSettings;
  /** Tags of every resource of the entry, beside the project's; the same key wins over the project's. @default none */
  readonly defaultTags?: Readonly<Record<string, string>>;
  /**
   * Logical ID of image repository, build project and pipeline: what their Terraform addresses end in, as in
   * `aws_codepipeline.main`. Keep it once deployed: another one makes Terraform destroy and create.
   * @default "main"
   */
  readonly logicalId?: string;
  /**
   * Logical IDs that were changed after a deployment, such as `{ example: "main" }`: what is deployed as `example` is
   * moved to `main` in Terraform's state, and not destroyed. May go once it is applied everywhere.
   * @default none
   */
  readonly moved?: MovedLogicalIds;
}

/** What every entry with a pipeline may say. */
export interface EncryptedSettings extends CommonSettings {
  /**
   * The KMS key that encrypts artifacts, images, logs and builds: `"create"`, or the ARN of a key that exists and lets
   * CloudWatch Logs use it. An image repository that exists is replaced when its key changes.
   * @default keys of AWS's
   */
  readonly kmsKey?: string;
}

export const commonKeys = {
  stack: string,
  name: optional(string),
  region: optional(string),
  allowedAccountIds: optional(strings),
  assumeRole: optional(assumeRoleSchema),
  defaultTags: optional(stringMap),
  logicalId: optional(string),
  moved: optional(stringMap),
};

export const encryptedKeys = { ...commonKeys, kmsKey: optional(string) };
