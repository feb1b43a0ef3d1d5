import { z } from "zod/mini";
import { oneOf, optional, strict, string } from "./types";

/** State in a file beside `cdktf.out`. */
export interface LocalBackendSettings {
  readonly type: "local";
}

/** State in a bucket that exists, locked by S3 itself (Terraform 1.11 or newer). */
export interface S3BackendSettings {
  readonly type: "s3";
  readonly bucket: string;
  /** @default the project's `region` */
  readonly region?: string;
  /** Each stack's state is `<keyPrefix>/<stack>.tfstate`. @default "pipelines" */
  readonly keyPrefix?: string;
  /** ARN of a KMS key. @default the bucket's own encryption */
  readonly kmsKeyId?: string;
}

/** State in HCP Terraform or Terraform Enterprise, one workspace for every stack. A synth needs terraform on the PATH: CDKTF asks its version. */
export interface CloudBackendSettings {
  readonly type: "cloud";
  readonly organization: string;
  /** Each stack's workspace is `<workspacePrefix><stack>`. @default "" */
  readonly workspacePrefix?: string;
  /** @default "app.terraform.io" */
  readonly hostname?: string;
}

export type BackendSettings = LocalBackendSettings | S3BackendSettings | CloudBackendSettings;

export const backendSchema = oneOf<BackendSettings>("type", [
  strict<LocalBackendSettings>()({ type: z.literal("local") }),
  strict<S3BackendSettings>()({
    type: z.literal("s3"),
    bucket: string,
    region: optional(string),
    keyPrefix: optional(string),
    kmsKeyId: optional(string),
  }),
  strict<CloudBackendSettings>()({
    type: z.literal("cloud"),
    organization: string,
    workspacePrefix: optional(string),
    hostname: optional(string),
  }),
]);
