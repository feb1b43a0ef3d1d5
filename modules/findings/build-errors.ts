import { type Findings, found, none } from "./found";

// What a user reads about a build project.

export function imageOfOtherEnvironment(image: string, what: string, environmentType: string): Findings {
  return found(
    "BUILD-IMAGE-ENVIRONMENT",
    "image",
    image,
    `is an image for ${what}, which does not run in ${environmentType}`,
    "an image for the environment type, or another environmentType (CodeBuild: Docker images provided by CodeBuild)",
  );
}

export function dockerWithoutPrivileges(property: string): Findings {
  return found(
    "BUILD-PRIVILEGED",
    property,
    false,
    "is off, and this project's build specification runs docker build",
    "true, or a `buildspec` of your own (CodeBuild: Docker sample)",
  );
}

export function buildspecNotInSource(property: string, got: string): Findings {
  return found(
    "BUILD-SPEC-PATH",
    property,
    got,
    "is a path, and the source of this build brings no files of yours",
    "the text of a build specification, or the ARN of one in S3",
  );
}

/** Variables that the script of a build has from elsewhere. */
export function reservedVariables(got: readonly string[]): Findings {
  return got.length === 0
    ? none
    : found(
        "BUILD-VARIABLE-RESERVED",
        "environmentVariables",
        got,
        "are what this project's script gets from elsewhere",
        "left out; they follow from the other settings",
      );
}
