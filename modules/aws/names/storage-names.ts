import type { NameRule } from "./name-rule";

/** Names of what is stored: objects, keys, images. */
export const storageNames = {
  bucket: {
    code: "S3-BUCKET-NAME",
    what: "bucket name",
    pattern:
      /^(?!xn--|sthree-|amzn-s3-demo-)(?!.*(-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$)(?!.*\.\.)(?!\d+\.\d+\.\d+\.\d+$)[a-z0-9][a-z0-9.-]*[a-z0-9]$/,
    minLength: 3,
    maxLength: 63,
    alphabet:
      "lower-case letters, digits, . and -, starting and ending with a letter or digit, no IP address, no two dots in a row, none of AWS's reserved prefixes and suffixes",
    source: "Amazon S3: General purpose bucket naming rules",
  },
  kmsAlias: {
    code: "KMS-ALIAS-NAME",
    what: "alias of a key",
    pattern: /^(?!aws\/)[A-Za-z0-9/_-]+$/,
    minLength: 1,
    maxLength: 250,
    alphabet: "letters, digits and / _ -, not starting with aws/",
    source: "AWS KMS API: CreateAlias",
  },
  objectKey: {
    code: "S3-OBJECT-KEY",
    what: "object key",
    pattern: /^[^/\s][^\s]*$/,
    minLength: 1,
    maxLength: 1024,
    alphabet: "any characters but spaces, not starting with /",
    source: "Amazon S3: Naming Amazon S3 objects",
  },
  lifecycleRule: {
    code: "S3-LIFECYCLE-RULE-ID",
    what: "lifecycle rule ID",
    pattern: /^[\s\S]+$/,
    minLength: 1,
    maxLength: 255,
    alphabet: "any characters",
    source: "Amazon S3 API: LifecycleRule",
  },
  imageRepository: {
    code: "ECR-REPOSITORY-NAME",
    what: "image repository name",
    pattern: /^(?:[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*\/)*[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/,
    minLength: 2,
    maxLength: 256,
    alphabet: "lower-case letters and digits, joined by single . _ / or by -",
    source: "Amazon ECR API: CreateRepository",
  },
  imageTag: {
    code: "ECR-IMAGE-TAG",
    what: "image tag",
    pattern: /^[A-Za-z0-9_][A-Za-z0-9._-]*$/,
    minLength: 1,
    maxLength: 128,
    alphabet: "letters, digits and . _ -, starting with a letter, digit or _",
    source: "OCI Distribution Specification: tags",
  },
  tagPrefix: {
    code: "ECR-TAG-PREFIX",
    what: "beginning of an image tag",
    pattern: /^[A-Za-z0-9_][A-Za-z0-9._-]*$/,
    minLength: 1,
    maxLength: 128,
    alphabet: "letters, digits and . _ -, such as release: a wildcard belongs into a tag pattern",
    source: "Amazon ECR: Lifecycle policy properties",
  },
} as const satisfies Record<string, NameRule>;
