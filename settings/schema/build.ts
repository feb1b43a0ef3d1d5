import { z } from "zod/mini";
import { computeTypes, environmentTypes } from "../../modules/codebuild/build-environment";
import type { BuildProjectOptions } from "../../modules/codebuild/build-project";
import type {
  EnvironmentVariable,
  ParameterVariable,
  SecretVariable,
} from "../../modules/codebuild/environment-variable";
import type { BuildVpc } from "../../modules/codebuild/vpc";
import { roleSchema } from "./role";
import { boolean, either, number, optional, strict, string, strings } from "./types";

/** The CodeBuild project; every key has a default. */
export interface BuildSettings extends BuildProjectOptions {
  /**
   * A build specification: the path of one in the application's repository, or its text; in `ecr-push-to-ecs` its text.
   * @default the one in this project's `buildspec` folder
   */
  readonly buildspec?: string;
  /** 2 to 150 characters, unique in the account and Region. @default the entry's `name` */
  readonly projectName?: string;
  /** Runs the Docker daemon, which `docker build` needs. @default true in `github-to-ecs`, false in `ecr-push-to-ecs` */
  readonly privilegedMode?: boolean;
  /** ARN of a KMS key that encrypts what a build makes, and its logs. @default the entry's `kmsKey`, else keys of AWS's */
  readonly kmsKeyArn?: string;
  /** Logical ID of the project's elements. Keep it once deployed. @default the entry's `logicalId` */
  readonly logicalId?: string;
}

const environmentVariable = either<EnvironmentVariable>(
  "text, { parameterStore: name of an SSM parameter } or { secretsManager: name of a secret }",
  [
    string,
    strict<ParameterVariable>()({ parameterStore: string }),
    strict<SecretVariable>()({ secretsManager: string }),
  ],
);

/** The keys of a CodeBuild project, for schemas that have others beside them. */
export const buildKeys = {
  projectName: optional(string),
  buildspec: optional(string),
  description: optional(string),
  image: optional(string),
  computeType: optional(z.enum(computeTypes)),
  environmentType: optional(z.enum(environmentTypes)),
  buildTimeout: optional(number),
  queuedTimeout: optional(number),
  logRetentionDays: optional(number),
  privilegedMode: optional(boolean),
  environmentVariables: optional(z.readonly(z.record(z.string(), environmentVariable))),
  vpc: optional(strict<BuildVpc>()({ vpcId: string, subnets: strings, securityGroupIds: strings })),
  kmsKeyArn: optional(string),
  role: optional(roleSchema),
  logicalId: optional(string),
  roleLogicalId: optional(string),
};

export const buildSchema = strict<BuildSettings>()(buildKeys);
