import type { Construct } from "constructs";
import type { BuildProject } from "../../codebuild/build-project";
import { type NamedReleaseBuildProps, releaseBuild } from "./release-build";
import { changeProduction, invalidate, policyActions, readDistributions } from "./release-permissions";
import type { ReleaseSurroundings } from "./release-surroundings";

export interface PromoteBuildProps extends NamedReleaseBuildProps {
  /** What edge locations forget when a release is promoted. */
  readonly invalidationPaths: readonly string[];
}

/** Makes the release under review the one that the production distribution serves. */
export function promoteBuild(
  scope: Construct,
  id: string,
  surroundings: ReleaseSurroundings,
  { invalidationPaths, ...props }: PromoteBuildProps,
): BuildProject {
  const { distribution } = surroundings;
  const project = releaseBuild(scope, id, surroundings, {
    // The edge locations, and the invalidation.
    buildTimeout: 90,
    ...props,
    buildspec: "cloudfront-promote.yml",
    variables: { INVALIDATION_PATHS: JSON.stringify(invalidationPaths) },
  });
  project.role.allow(
    readDistributions(distribution),
    invalidate(distribution.arn),
    ...changeProduction(
      distribution,
      "cloudfront:UpdateDistribution",
      "cloudfront:UpdateDistributionWithStagingConfig",
    ),
    policyActions(distribution, "cloudfront:GetContinuousDeploymentPolicy"),
  );
  return project;
}
