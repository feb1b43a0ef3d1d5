import type { Scope } from "../../gateway/scope";
import type { BuildRecord } from "../build";
import type { FetchedSources } from "../sources/fetched-sources";

/** The variables that CodeBuild itself sets (CodeBuild: Environment variables in build environments). */
export function awsVariables(
  scope: Scope,
  { build, pipelineBuild }: BuildRecord,
  sources: FetchedSources,
): Readonly<Record<string, string>> {
  const { primary, secondary } = sources;
  const url = `https://${scope.region}.console.aws.amazon.com/codesuite/codebuild`;
  const known = {
    CODEBUILD_BUILD_ARN: build.arn,
    CODEBUILD_BUILD_ID: build.id,
    CODEBUILD_BUILD_IMAGE: build.environment.image,
    CODEBUILD_BUILD_NUMBER: String(build.buildNumber),
    CODEBUILD_BUILD_URL: `${url}/${scope.accountId}/projects/${build.projectName}/build/${build.id}`,
    CODEBUILD_CI: "true",
    CODEBUILD_EXECUTION_ROLE_BUILD: "",
    CODEBUILD_INITIATOR: build.initiator,
    CODEBUILD_KMS_KEY_ID: pipelineBuild?.outputs[0]?.encryptionKey ?? build.encryptionKey,
    CODEBUILD_LOG_PATH: "streamName" in build.logs ? String(build.logs.streamName) : "",
    CODEBUILD_PROJECT_ARN: scope.arn("codebuild", `project/${build.projectName}`),
    CODEBUILD_RESOLVED_SOURCE_VERSION: build.resolvedSourceVersion,
    CODEBUILD_SOURCE_REPO_URL: primary.repositoryUrl,
    CODEBUILD_SOURCE_VERSION: primary.sourceVersion,
    CODEBUILD_SRC_DIR: primary.folder,
    CODEBUILD_START_TIME: String(Math.round(build.startTime * 1000)),
    ...Object.fromEntries(secondary.map(({ name, folder }) => [`CODEBUILD_SRC_DIR_${name}`, folder])),
  };
  return Object.fromEntries(
    Object.entries(known).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
