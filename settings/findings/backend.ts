import { arnRules } from "../../modules/aws/arn-rules";
import { nameRules } from "../../modules/aws/name-rules";
import type { NameRule } from "../../modules/aws/names/name-rule";
import type { Finding } from "../../modules/findings/finding";
import { invalidArn, invalidName, invalidRegion } from "../../modules/findings/value-errors";
import type { BackendSettings, CloudBackendSettings, S3BackendSettings } from "../schema/backend";

const keyPrefix: NameRule = {
  code: "BACKEND-STATE-KEY",
  what: "beginning of a state's key",
  pattern: /^(?!\/)(?!.*\/\/)[A-Za-z0-9!_.*'()/-]*[A-Za-z0-9!_.*'()-]$/,
  minLength: 1,
  maxLength: 900,
  alphabet: "letters, digits and ! - _ . * ' ( ), in levels joined by single /, which is added at its end",
  source: "Amazon S3: Naming Amazon S3 objects",
};

const cloudRules = {
  organization: {
    code: "BACKEND-ORGANIZATION",
    what: "organization name",
    pattern: /^[A-Za-z0-9_-]+$/,
    minLength: 1,
    maxLength: 255,
    alphabet: "letters, digits, _ and -",
    source: "HCP Terraform: Organizations",
  },
  workspacePrefix: {
    code: "BACKEND-WORKSPACE-NAME",
    what: "beginning of a workspace's name",
    pattern: /^[A-Za-z0-9_-]*$/,
    minLength: 0,
    maxLength: 89,
    alphabet: "letters, digits, _ and -",
    source: "HCP Terraform: Workspace naming",
  },
  hostname: {
    code: "BACKEND-HOST-NAME",
    what: "host name",
    pattern: /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d+)?$/i,
    minLength: 1,
    maxLength: 259,
    alphabet: "letters, digits, . and -, with a port or without, and no https://",
    source: "Terraform: Terraform Settings: cloud",
  },
} as const satisfies Readonly<Record<string, NameRule>>;

function s3Findings(backend: S3BackendSettings): readonly Finding[] {
  const { bucket, region, kmsKeyId } = backend;
  return [
    ...invalidName("project.backend.bucket", bucket, nameRules.bucket),
    ...(region === undefined ? [] : invalidRegion("project.backend.region", region)),
    ...(backend.keyPrefix === undefined
      ? []
      : invalidName("project.backend.keyPrefix", backend.keyPrefix, keyPrefix)),
    ...(kmsKeyId === undefined ? [] : invalidArn("project.backend.kmsKeyId", kmsKeyId, arnRules.kmsKey)),
  ];
}

function cloudFindings(backend: CloudBackendSettings): readonly Finding[] {
  const keys = ["organization", "workspacePrefix", "hostname"] as const;
  return keys.flatMap((key) => {
    const value = backend[key];
    return value === undefined ? [] : invalidName(`project.backend.${key}`, value, cloudRules[key]);
  });
}

/** Everything that Terraform would refuse in the settings of a backend. */
export function backendFindings(backend: BackendSettings): readonly Finding[] {
  if (backend.type === "s3") return s3Findings(backend);
  return backend.type === "cloud" ? cloudFindings(backend) : [];
}
