import { z } from "zod/mini";
import { computeTypes, environmentTypes } from "../../modules/codebuild/build-environment";
import type { BuildProjectProps } from "../../modules/codebuild/build-project";
import type { EnvironmentVariable } from "../../modules/codebuild/environment-variable";
import type { BuildVpc } from "../../modules/codebuild/vpc";
import { roleSchema } from "./role";
import { boolean, either, number, optional, strict, string, strings } from "./types";

/** The CodeBuild project; every key has a default. */
export interface BuildSettings extends Partial<Omit<BuildProjectProps, "sourceType">> {
  /** Path of a build specification in the application's repository. @default the one in this project's `buildspec` folder */
  readonly buildspec?: string;
  /** @default the entry's `name` */
  readonly projectName?: string;
}

const environmentVariable = either<EnvironmentVariable>(
  "text, { parameterStore: name of an SSM parameter } or { secretsManager: name of a secret }",
  [
    string,
    strict<{ readonly parameterStore: string }>()({ parameterStore: string }),
    strict<{ readonly secretsManager: string }>()({ secretsManager: string }),
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
