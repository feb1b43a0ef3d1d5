import type { Construct } from "constructs";
import { BuildProject, type CommonBuildOptions, type SourceType } from "../../codebuild/build-project";
import { shippedBuildspec } from "../../codebuild/buildspec";
import type { EnvironmentVariables } from "../../codebuild/environment-variable";
import { reservedVariables } from "../../findings/build-errors";
import { check } from "../../findings/check";
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

// What an action, an event or a person says to one build.
const variablesOfOneBuild = ["RELEASE", "PRODUCTION_FINGERPRINT", "ACTION_EXECUTION_ID", "DETACH_POLICY"];

/** A build project that runs one of this project's scripts on the distributions. */
export function releaseBuild(
  scope: Construct,
  id: string,
  surroundings: ReleaseSurroundings,
  { environmentVariables, buildspec, variables, ...props }: ReleaseBuildProps,
): BuildProject {
  const own = { ...commonVariables(surroundings), ...variables };
  const project = new BuildProject(
    scope,
    id,
    defined({
      ...props,
      buildspec: shippedBuildspec(buildspec),
      environmentVariables: { WAIT_MINUTES: waitMinutes, ...environmentVariables, ...own },
    }),
  );
  const taken = new Set([...Object.keys(own), ...variablesOfOneBuild]);
  const given = Object.keys(environmentVariables ?? {});
  check(project, () => reservedVariables(given.filter((name) => taken.has(name))));
  return project;
}

function commonVariables({
  service,
  distribution,
  parameters,
  site,
}: ReleaseSurroundings): EnvironmentVariables {
  return {
    SERVICE: service,
    PRODUCTION_DISTRIBUTION_ID: { parameterStore: parameters.production },
    STAGING_DISTRIBUTION_ID: { parameterStore: parameters.staging },
    STAGING_PARAMETER: parameters.staging,
    STAGING_IS_KEPT: String(distribution.kept !== undefined),
    SITE_BUCKET: site.bucketName,
  };
}
