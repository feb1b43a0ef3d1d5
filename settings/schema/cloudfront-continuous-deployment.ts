import { z } from "zod/mini";
import { type DeploymentMode, deploymentModes } from "../../modules/cloudfront/distribution";
import type { Traffic } from "../../modules/cloudfront/traffic";
import { type ArtifactStoreSettings, artifactStoreSchema } from "./artifact-store";
import { type BuildSettings, buildSchema } from "./build";
import { type CommitStatusSettings, commitStatusOptionsSchema } from "./commit-status-options";
import { type EncryptedSettings, encryptedKeys, type SystemSettings } from "./common";
import { type DistributionSettings, distributionSchema } from "./distribution";
import { type GithubSourceSettings, githubSourceSchema } from "./github-source";
import { type NotificationSettings, notificationsSchema } from "./notifications";
import { type PipelineSettings, pipelineSchema } from "./pipeline";
import { type AccessLogSettings, accessLogsSchema, type SiteSettings, siteSchema } from "./site";
import {
  type ApprovalSettings,
  approvalSchema,
  type RejectedCleanupSettings,
  type ReleaseBuildsSettings,
  rejectedCleanupSchema,
  releaseBuildsSchema,
  trafficSchema,
} from "./site-release";
import { boolean, number, optional, strict, string, strings } from "./types";

/** System 5: a static site on S3 and CloudFront, whose releases are reviewed on a staging distribution before all viewers see them. */
export interface CloudfrontContinuousDeploymentSettings extends SystemSettings, EncryptedSettings {
  readonly system: "cloudfront-continuous-deployment";
  /** The branch that is released: read by a connection, or with a token. */
  readonly source: GithubSourceSettings;
  /** The bucket in which the pipeline hands artifacts from stage to stage. */
  readonly artifactStore: ArtifactStoreSettings;
  /** The bucket that holds the files of every release. */
  readonly site: SiteSettings;
  /** The bucket of CloudFront's access logs: its options, or `none`. @default a bucket `<site.bucket>-access-logs` */
  readonly accessLogs?: AccessLogSettings | "none";
  /** The production distribution. @default one that CloudFront names */
  readonly distribution?: DistributionSettings;
  /** The step that makes the site's files. @default a small Linux machine, and this project's build specification: npm's `build`, where there is one */
  readonly build?: BuildSettings;
  /** The folder of the source that holds the site's files after the build; `.` for the source itself. @default "dist" */
  readonly outputDirectory?: string;
  /**
   * Who makes the staging distribution. `scripts`: the pipeline, for each release, and takes it away afterwards. `terraform`: this
   * entry, for good; a release only says what it serves.
   * @default "scripts"
   */
  readonly mode?: DeploymentMode;
  /**
   * In mode `terraform`, the ID of the production distribution, as an apply without this key prints it: the continuous deployment
   * policy is attached to it. CloudFront attaches none to a distribution while it makes it. Taken away, the policy stays attached
   * until a build of the clean-up project detaches it.
   * @default not attached
   */
  readonly attachPolicyTo?: string;
  /** Which requests see the release under review. @default those with the header `aws-cf-cd-staging: true` */
  readonly traffic?: Traffic;
  /** For how many minutes a release waits while another one is under review, 0 to 1440; then it fails. @default 60 */
  readonly reviewWaitMinutes?: number;
  /** The approval between staging and promotion. @default seven days, and nobody is told */
  readonly approval?: ApprovalSettings;
  /** What edge locations forget when a release is promoted: paths that start with `/`, and may end with `*`. @default ["/*"] */
  readonly invalidationPaths?: readonly string[];
  /** The projects that carry a release out. @default small Linux machines */
  readonly builds?: ReleaseBuildsSettings;
  /** Whether a release that was rejected, or that nobody answered for, is taken off the staging distribution. @default true */
  readonly stagingDistributionCleanupEnabled?: boolean;
  /** How that is done, and who hears of it. @default by a project `<name>-rejected`; nobody */
  readonly rejectedCleanup?: RejectedCleanupSettings;
  /** The pipeline itself: its name, its kind, its role. @default a V2 pipeline with the entry's `name` */
  readonly pipeline?: PipelineSettings;
  /**
   * Commits get a status at GitHub from the pipeline: `true`, or options. `true` takes the SSM parameter of the source's own token.
   * @default none
   */
  readonly commitStatus?: true | CommitStatusSettings;
  /** Who hears of the pipeline: a topic, a chat channel, or e-mail addresses. @default nobody */
  readonly notifications?: NotificationSettings;
}

export const cloudfrontContinuousDeploymentSchema = strict<CloudfrontContinuousDeploymentSettings>()({
  system: z.literal("cloudfront-continuous-deployment"),
  ...encryptedKeys,
  source: githubSourceSchema,
  artifactStore: artifactStoreSchema,
  site: siteSchema,
  accessLogs: optional(accessLogsSchema),
  distribution: optional(distributionSchema),
  build: optional(buildSchema),
  outputDirectory: optional(string),
  mode: optional(z.enum(deploymentModes)),
  attachPolicyTo: optional(string),
  traffic: optional(trafficSchema),
  reviewWaitMinutes: optional(number),
  approval: optional(approvalSchema),
  invalidationPaths: optional(strings),
  builds: optional(releaseBuildsSchema),
  stagingDistributionCleanupEnabled: optional(boolean),
  rejectedCleanup: optional(rejectedCleanupSchema),
  pipeline: optional(pipelineSchema),
  commitStatus: optional(commitStatusOptionsSchema),
  notifications: optional(notificationsSchema),
});
