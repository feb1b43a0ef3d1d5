import type { Construct } from "constructs";
import { arnOf } from "../../aws/current";
import type { BuildProject } from "../../codebuild/build-project";
import { defined } from "../../terraform/defined";
import { trafficConfig } from "../traffic";
import { type NamedReleaseBuildProps, releaseBuild } from "./release-build";
import {
  changeDistributions,
  changeStaging,
  invalidate,
  onAll,
  parameterActions,
  pipelineActions,
  policyActions,
  readDistributions,
} from "./release-permissions";
import type { ReleaseSurroundings } from "./release-surroundings";

// Two waits for the edge locations, and the upload.
const minutesBesideReview = 90;

export interface StagingBuildProps extends NamedReleaseBuildProps {
  /** The file that a release is not complete without. */
  readonly defaultRootObject: string;
  /** For how many minutes a release waits while another one is under review. */
  readonly reviewWaitMinutes: number;
  /** Name of the project that cleans up after a rejection, which a release waits for. @default none */
  readonly rejectedProjectName?: string;
}

/** Uploads a release, and makes the staging distribution serve it. */
export function stagingBuild(
  scope: Construct,
  id: string,
  surroundings: ReleaseSurroundings,
  { defaultRootObject, reviewWaitMinutes, rejectedProjectName, ...props }: StagingBuildProps,
): BuildProject {
  const { distribution, site, pipelineName } = surroundings;
  const project = releaseBuild(scope, id, surroundings, {
    buildTimeout: reviewWaitMinutes + minutesBesideReview,
    ...props,
    buildspec: "cloudfront-staging.yml",
    variables: defined({
      PIPELINE_NAME: pipelineName,
      TRAFFIC_CONFIG: JSON.stringify(trafficConfig(distribution.traffic)),
      DEFAULT_ROOT_OBJECT: defaultRootObject,
      REVIEW_WAIT_MINUTES: String(reviewWaitMinutes),
      REJECTED_PROJECT: rejectedProjectName,
    }) as Readonly<Record<string, string>>,
  });
  project.role.allow(
    { actions: ["s3:AbortMultipartUpload", "s3:PutObject"], resources: [site.releasesArn] },
    readDistributions(distribution),
    invalidate(distribution.stagingArn),
    pipelineActions(surroundings, "codepipeline:GetPipelineExecution"),
    parameterActions(surroundings, "ssm:GetParameter"),
    ...(distribution.kept ? updateKept(surroundings) : makeStaging(surroundings)),
  );
  if (rejectedProjectName !== undefined) {
    project.role.allow({
      actions: ["codebuild:BatchGetBuilds", "codebuild:ListBuildsForProject"],
      resources: [arnOf(project, "codebuild", `project/${rejectedProjectName}`)],
    });
  }
  return project;
}

const updateKept = ({ distribution }: ReleaseSurroundings) => [
  ...changeStaging(distribution, "cloudfront:UpdateDistribution"),
  policyActions(
    distribution,
    "cloudfront:GetContinuousDeploymentPolicy",
    "cloudfront:UpdateContinuousDeploymentPolicy",
  ),
];

const makeStaging = (surroundings: ReleaseSurroundings) => [
  { actions: ["cloudfront:CopyDistribution"], resources: [surroundings.distribution.arn] },
  ...changeDistributions(surroundings.distribution, "cloudfront:UpdateDistribution"),
  policyActions(
    surroundings.distribution,
    "cloudfront:GetContinuousDeploymentPolicy",
    "cloudfront:UpdateContinuousDeploymentPolicy",
  ),
  onAll(
    "cloudfront:CreateContinuousDeploymentPolicy",
    "cloudfront:CreateDistribution",
    "cloudfront:ListContinuousDeploymentPolicies",
    "cloudfront:ListDistributions",
  ),
  parameterActions(surroundings, "ssm:PutParameter"),
];
