import type { NameRule } from "./name-rule";

/** Names of a build project and of what its builds read. */
export const buildNames = {
  buildProject: {
    code: "BUILD-PROJECT-NAME",
    what: "build project name",
    pattern: /^[A-Za-z0-9][A-Za-z0-9_-]*$/,
    minLength: 2,
    maxLength: 150,
    alphabet: "letters, digits, _ and -, starting with a letter or digit",
    source: "CodeBuild API: CreateProject",
  },
  buildImage: {
    code: "BUILD-IMAGE-NAME",
    what: "image name",
    pattern: /^[^\s]+$/,
    minLength: 1,
    maxLength: 500,
    alphabet: "a registry path with its tag, without spaces",
    source: "CodeBuild API: ProjectEnvironment",
  },
  environmentVariable: {
    code: "BUILD-VARIABLE-NAME",
    what: "environment variable name",
    pattern: /^(?!CODEBUILD_)[A-Za-z_][A-Za-z0-9_]*$/,
    minLength: 1,
    maxLength: 255,
    alphabet: "letters, digits and _, not starting with a digit or with CODEBUILD_, which is AWS's own",
    source: "CodeBuild: Environment variables in build environments",
  },
  secret: {
    code: "SECRETSMANAGER-NAME",
    what: "secret name",
    pattern: /^[A-Za-z0-9/_+=.@-]+$/,
    minLength: 1,
    maxLength: 512,
    alphabet: "letters, digits and / _ + = . @ -",
    source: "AWS Secrets Manager API: CreateSecret",
  },
  ssmParameter: {
    code: "SSM-PARAMETER-NAME",
    what: "parameter name",
    pattern: /^\/?[A-Za-z0-9_.-]+(\/[A-Za-z0-9_.-]+)*$/,
    minLength: 1,
    maxLength: 1011,
    alphabet: "letters, digits and _ . -, in levels joined by /",
    source: "Systems Manager API: PutParameter",
  },
} as const satisfies Record<string, NameRule>;
