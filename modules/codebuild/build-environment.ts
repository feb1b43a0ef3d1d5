import { nameRules } from "../aws/name-rules";
import type { Finding } from "../findings/finding";
import { invalidName, notOneOf, outOfRange } from "../findings/value-errors";
import { retentionFindings } from "../logs/retention";
import { imageFindings } from "./build-images";

/** CodeBuild: Build environment compute modes and types. */
export const computeTypes = [
  "BUILD_GENERAL1_SMALL",
  "BUILD_GENERAL1_MEDIUM",
  "BUILD_GENERAL1_LARGE",
  "BUILD_GENERAL1_XLARGE",
  "BUILD_GENERAL1_2XLARGE",
] as const;

export type ComputeType = (typeof computeTypes)[number];

export const environmentTypes = ["LINUX_CONTAINER", "ARM_CONTAINER"] as const;

export type EnvironmentType = (typeof environmentTypes)[number];

/** The machine that a build runs on, and what is kept of the build. */
export interface BuildMachine {
  /** The Docker image that builds run in. @default a current Amazon Linux image of AWS's for the environment type */
  readonly image?: string;
  /** The size of the machine: memory and vCPUs. @default "BUILD_GENERAL1_SMALL" */
  readonly computeType?: ComputeType;
  /** The processor: `LINUX_CONTAINER` is x86-64, `ARM_CONTAINER` is ARM. @default "LINUX_CONTAINER" */
  readonly environmentType?: EnvironmentType;
  /** Minutes until a queued build is dropped, 5 to 480 (CodeBuild: Quotas). @default 480 */
  readonly queuedTimeout?: number;
  /** Days that logs are kept; 0 keeps them for ever (CloudWatch Logs API: PutRetentionPolicy). @default 30 */
  readonly logRetentionDays?: number;
}

/** A machine, and how long a build may take on it. */
export interface BuildEnvironment extends BuildMachine {
  /** Minutes until a build is stopped, 5 to 2160 (CodeBuild: Quotas). @default 60 */
  readonly buildTimeout?: number;
}

const defaults = {
  computeType: "BUILD_GENERAL1_SMALL",
  environmentType: "LINUX_CONTAINER",
  buildTimeout: 60,
  queuedTimeout: 480,
  logRetentionDays: 30,
} as const;

const defaultImages = {
  LINUX_CONTAINER: "aws/codebuild/amazonlinux-x86_64-standard:5.0",
  ARM_CONTAINER: "aws/codebuild/amazonlinux-aarch64-standard:3.0",
} as const;

/** An environment with AWS's and our defaults in place of what was left out. */
export function completeEnvironment(environment: BuildEnvironment): Required<BuildEnvironment> {
  const image = defaultImages[environment.environmentType ?? defaults.environmentType];
  return { ...defaults, image, ...environment };
}

/** Whether AWS has stopped maintaining an image of its own, such as `aws/codebuild/standard:2.0`. */
export function isOldImage(image: string): boolean {
  return (
    /^aws\/codebuild\/(standard:[1-4]\.0|amazonlinux2-x86_64-standard:[1-3]\.0|amazonlinux2-aarch64-standard:1\.0)$/.test(
      image,
    ) || /^aws\/codebuild\/(docker|ubuntu-base|nodejs|python|java|golang|ruby|php|dot-net):/.test(image)
  );
}

/** Everything that CodeBuild would refuse in a project of this name and environment. */
export function environmentFindings(projectName: string, environment: BuildEnvironment): readonly Finding[] {
  const of = completeEnvironment(environment);
  const minutes = (max: number) => ({ min: 5, max, unit: "minutes", source: "CodeBuild: Quotas" });
  return [
    ...invalidName("projectName", projectName, nameRules.buildProject),
    ...invalidName("image", of.image, nameRules.buildImage),
    ...imageFindings(of.image, of.environmentType),
    ...notOneOf(
      "computeType",
      of.computeType,
      computeTypes,
      "CodeBuild: Build environment compute modes and types",
    ),
    ...outOfRange("buildTimeout", of.buildTimeout, minutes(2160)),
    ...outOfRange("queuedTimeout", of.queuedTimeout, minutes(480)),
    ...retentionFindings("logRetentionDays", of.logRetentionDays),
  ];
}
