import type { Construct } from "constructs";
import type { BuildProject } from "../../codebuild/build-project";
import type { Statement } from "../../iam/statement";
import { type NamedReleaseBuildProps, releaseBuild } from "./release-build";
import {
  changeDistributions,
  changeStaging,
  onAll,
  parameterActions,
  policyActions,
  readDistributions,
} from "./release-permissions";
import type { ReleaseSurroundings } from "./release-surroundings";

/** Three waits for the edge locations: before, after the policy is detached, after the distribution is disabled. */
export const cleanupMinutes = 120;

/** Takes the staging distribution away once its release is promoted. */
export function cleanupBuild(
  scope: Construct,
  id: string,
  surroundings: ReleaseSurroundings,
  props: NamedReleaseBuildProps,
): BuildProject {
  const project = releaseBuild(scope, id, surroundings, {
    buildTimeout: cleanupMinutes,
    ...props,
    buildspec: "cloudfront-cleanup.yml",
  });
  project.role.allow(...cleanUp(surroundings));
  return project;
}

/** What it takes to take a staging distribution away, whatever became of its release. */
export function cleanUp(surroundings: ReleaseSurroundings): readonly Statement[] {
  const { distribution } = surroundings;
  return [
    readDistributions(distribution),
    ...(distribution.kept ? resetKept(surroundings) : removeStaging(surroundings)),
  ];
}

const resetKept = ({ distribution }: ReleaseSurroundings) => [
  ...changeStaging(distribution, "cloudfront:UpdateDistribution"),
  policyActions(
    distribution,
    "cloudfront:GetContinuousDeploymentPolicy",
    "cloudfront:UpdateContinuousDeploymentPolicy",
  ),
];

const removeStaging = (surroundings: ReleaseSurroundings): readonly Statement[] => [
  ...changeDistributions(
    surroundings.distribution,
    "cloudfront:DeleteDistribution",
    "cloudfront:UpdateDistribution",
  ),
  // Whatever a script takes for a staging distribution, it is not this one.
  {
    effect: "Deny",
    actions: ["cloudfront:DeleteDistribution"],
    resources: [surroundings.distribution.arn],
  },
  policyActions(
    surroundings.distribution,
    "cloudfront:DeleteContinuousDeploymentPolicy",
    "cloudfront:GetContinuousDeploymentPolicy",
  ),
  onAll("cloudfront:ListContinuousDeploymentPolicies"),
  parameterActions(surroundings, "ssm:GetParameter", "ssm:PutParameter"),
];
