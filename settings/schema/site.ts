import { z } from "zod/mini";
import type { BucketOptions } from "../../modules/s3/private-bucket";
import { boolean, either, number, optional, strict, string } from "./types";

/** The bucket that holds the files of every release, each in a folder of its own. */
export interface SiteSettings extends BucketOptions {
  /** Logical ID of the bucket's elements. Keep it once deployed. @default "site" */
  readonly logicalId?: string;
}

/** The bucket of CloudFront's access logs. */
export interface AccessLogSettings extends BucketOptions {
  /** Days until a log file expires. @default 90 */
  readonly expirationDays?: number;
  /** Logical ID of the bucket's elements. Keep it once deployed. @default "access_logs" */
  readonly logicalId?: string;
}

const bucketKeys = {
  bucket: string,
  accessLogBucket: optional(string),
  forceDestroy: optional(boolean),
  logicalId: optional(string),
};

export const siteSchema = strict<SiteSettings>()(bucketKeys);

export const accessLogsSchema = either<AccessLogSettings | "none">(
  '"none", or options of a bucket with its name as bucket',
  [z.literal("none"), strict<AccessLogSettings>()({ ...bucketKeys, expirationDays: optional(number) })],
);
