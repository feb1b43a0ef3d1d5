import { z } from "zod/mini";
import { oneOf, optional, strict, string } from "./types";

/** What every backend says. */
export interface CommonBackendSettings {
  /**
   * `local`: state in a file beside `cdktf.out`. `s3`: in a bucket that exists, locked by S3 itself. `cloud`: in HCP
   * Terraform or Terraform Enterprise.
   */
  readonly type: "local" | "s3" | "cloud";
}

/** State in a file beside `cdktf.out`. */
export interface LocalBackendSettings extends CommonBackendSettings {
  readonly type: "local";
}

/** State in a bucket that exists, locked by S3 itself (Terraform 1.11 or newer). */
export interface S3BackendSettings extends CommonBackendSettings {
  readonly type: "s3";
  /** The bucket's name. */
  readonly bucket: string;
  /** The bucket's Region. @default the project's `region` */
  readonly region?: string;
  /** Each stack's state is `<keyPrefix>/<stack>.tfstate`. @default "pipelines" */
  readonly keyPrefix?: string;
  /** ARN of a KMS key that encrypts the state. @default the bucket's own encryption */
  readonly kmsKeyId?: string;
}

/** State in HCP Terraform or Terraform Enterprise, one workspace for every stack. A synth needs terraform on the PATH: CDKTF asks its version. */
export interface CloudBackendSettings extends CommonBackendSettings {
  readonly type: "cloud";
  /** The organization that has, or gets, the workspaces. */
  readonly organization: string;
  /** Each stack's workspace is `<workspacePrefix><stack>`. @default "" */
  readonly workspacePrefix?: string;
  /** The host of a Terraform Enterprise. @default "app.terraform.io", which is HCP Terraform */
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
