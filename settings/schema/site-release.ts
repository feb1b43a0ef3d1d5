import { z } from "zod/mini";
import type { RejectedCleanupOptions } from "../../modules/cloudfront/release/rejected-cleanup";
import type { ReleaseBuildOptions } from "../../modules/cloudfront/release/release-build";
import type {
  HeaderTraffic,
  SessionStickiness,
  Traffic,
  WeightTraffic,
} from "../../modules/cloudfront/traffic";
import type { ManualApprovalOptions } from "../../modules/pipeline/approvals/manual-approval";
import { buildKeys } from "./build";
import { roleSchema } from "./role";
import { number, oneOf, optional, strict, string } from "./types";

/** A CodeBuild project that runs one of this project's scripts; every key has a default. */
export interface ReleaseBuildSettings extends ReleaseBuildOptions {
  /** 2 to 150 characters, unique in the account and Region. @default `<name>-staging`, `<name>-promote` or `<name>-cleanup` */
  readonly projectName?: string;
  /** ARN of a KMS key that encrypts the build's logs. @default the entry's `kmsKey`, else keys of AWS's */
  readonly kmsKeyArn?: string;
  /** Logical ID of the project's elements. Keep it once deployed. @default "staging", "promote" or "cleanup" */
  readonly logicalId?: string;
  /** Logical ID of the role's elements. Keep it once deployed. @default that of the project's elements */
  readonly roleLogicalId?: string;
}

/** The projects that carry a release out. */
export interface ReleaseBuildsSettings {
  /** Uploads the release, makes staging distribution and policy. @default a small Linux machine */
  readonly staging?: ReleaseBuildSettings;
  /** Promotes the release, and makes edge locations forget the one before. @default a small Linux machine */
  readonly promote?: ReleaseBuildSettings;
  /** Takes staging distribution and policy away after a promotion. @default a small Linux machine */
  readonly cleanup?: ReleaseBuildSettings;
}

/** What is done after a rejection, or an approval that expired; every key has a default. */
export interface RejectedCleanupSettings extends RejectedCleanupOptions {
  /** 2 to 150 characters, unique in the account and Region. @default `<name>-rejected` */
  readonly projectName?: string;
  /** ARN of a KMS key that encrypts the build's logs. @default the entry's `kmsKey`, else keys of AWS's */
  readonly kmsKeyArn?: string;
  /** Logical ID of project and rule. Keep it once deployed. @default "rejected" */
  readonly logicalId?: string;
  /** Logical ID of the role's elements. Keep it once deployed. @default "rejected" */
  readonly roleLogicalId?: string;
}

/** The approval between staging and promotion; every key has a default. */
export interface ApprovalSettings extends ManualApprovalOptions {
  /** What the reviewer should look at, a URL. @default the site */
  readonly externalEntityLink?: string;
  /** What the reviewer should know, at most 1000 characters. @default which release it is, and how to see it */
  readonly customData?: string;
}

// A specification of a user's own would not know what the stages after it count on.
const { buildspec: _, privilegedMode: __, ...releaseBuildKeys } = buildKeys;

const releaseBuildSchema = strict<ReleaseBuildSettings>()(releaseBuildKeys);

export const releaseBuildsSchema = strict<ReleaseBuildsSettings>()({
  staging: optional(releaseBuildSchema),
  promote: optional(releaseBuildSchema),
  cleanup: optional(releaseBuildSchema),
});

export const rejectedCleanupSchema = strict<RejectedCleanupSettings>()({
  ...releaseBuildKeys,
  notificationArn: optional(string),
  ruleName: optional(string),
  targetId: optional(string),
  ruleRole: optional(roleSchema),
});

export const approvalSchema = strict<ApprovalSettings>()({
  notificationArn: optional(string),
  externalEntityLink: optional(string),
  customData: optional(string),
  timeoutInMinutes: optional(number),
});

export const trafficSchema = oneOf<Traffic>("type", [
  strict<HeaderTraffic>()({ type: z.literal("header"), header: optional(string), value: optional(string) }),
  strict<WeightTraffic>()({
    type: z.literal("weight"),
    weight: number,
    sessionStickiness: optional(strict<SessionStickiness>()({ idleTtl: number, maximumTtl: number })),
  }),
]);
