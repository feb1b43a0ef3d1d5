import type { Construct } from "constructs";
import { BuildProject, type CommonBuildOptions, type SourceType } from "../../codebuild/build-project";
import { shippedBuildspec } from "../../codebuild/buildspec";
import { defined } from "../../terraform/defined";
import type { ReleaseSurroundings } from "./release-surroundings";

/** What a user may choose about a build that runs this project's scripts. */
export interface ReleaseBuildOptions extends CommonBuildOptions {
  /** Minutes until a build is stopped, 5 to 2160 (CodeBuild: Quotas). @default as long as its waits may take together */
  readonly buildTimeout?: number;
}

export interface NamedReleaseBuildProps extends ReleaseBuildOptions {
  /** 2 to 150 characters (CodeBuild API: CreateProject). */
  readonly projectName: string;
}

interface ReleaseBuildProps extends NamedReleaseBuildProps {
  /** Of this project's folder `buildspec`. */
  readonly buildspec: string;
  /** @default "CODEPIPELINE" */
  readonly sourceType?: SourceType;
  /** What this build's script reads, beside what all of them do. @default nothing */
  readonly variables?: Readonly<Record<string, string>>;
}

/** How long a script waits for the edge locations, each time. */
const waitMinutes = "30";

/** A build project that runs one of this project's scripts on the distributions. */
export function releaseBuild(
  scope: Construct,
  id: string,
  surroundings: ReleaseSurroundings,
  { environmentVariables, buildspec, variables, ...props }: ReleaseBuildProps,
): BuildProject {
  const { service, distribution, parameters, site } = surroundings;
  return new BuildProject(
    scope,
    id,
    defined({
      ...props,
      buildspec: shippedBuildspec(buildspec),
      environmentVariables: {
        WAIT_MINUTES: waitMinutes,
        ...environmentVariables,
        SERVICE: service,
        PRODUCTION_DISTRIBUTION_ID: { parameterStore: parameters.production },
        STAGING_DISTRIBUTION_ID: { parameterStore: parameters.staging },
        STAGING_PARAMETER: parameters.staging,
        STAGING_IS_KEPT: String(distribution.kept !== undefined),
        SITE_BUCKET: site.bucketName,
        ...variables,
      },
    }),
  );
}
