import {
  attachedDistributionId,
  attachWithoutTerraform,
  cleanupNotEnabled,
  invalidationPath,
  outputDirectoryPath,
  parallelReleases,
  reviewWaitBeyondBuild,
} from "../../modules/findings/cloudfront-errors";
import type { Finding } from "../../modules/findings/finding";
import { emptyList, outOfRange } from "../../modules/findings/value-errors";
import type { CloudfrontContinuousDeploymentSettings } from "../../settings/schema/cloudfront-continuous-deployment";

/** What contradicts itself in a site's settings. */
export function siteFindings(settings: CloudfrontContinuousDeploymentSettings): readonly Finding[] {
  const { attachPolicyTo, mode, outputDirectory, pipeline, rejectedCleanup } = settings;
  const { stagingDistributionCleanupEnabled, invalidationPaths } = settings;
  return [
    ...(attachPolicyTo === undefined ? [] : attachedDistributionId(attachPolicyTo)),
    ...(attachPolicyTo !== undefined && mode !== "terraform" ? attachWithoutTerraform(attachPolicyTo) : []),
    ...(outputDirectory === undefined ? [] : outputDirectoryPath(outputDirectory)),
    ...(pipeline?.executionMode === "PARALLEL" ? parallelReleases() : []),
    ...(stagingDistributionCleanupEnabled === false && rejectedCleanup
      ? cleanupNotEnabled(rejectedCleanup)
      : []),
    ...emptyList(
      "invalidationPaths",
      invalidationPaths,
      'at least one path, or no `invalidationPaths` for "/*"',
    ),
    ...(invalidationPaths ?? []).flatMap((path, index) =>
      invalidationPath(`invalidationPaths[${index}]`, path),
    ),
    ...reviewWaitFindings(settings),
  ];
}

function reviewWaitFindings({
  reviewWaitMinutes,
  builds,
}: CloudfrontContinuousDeploymentSettings): readonly Finding[] {
  if (reviewWaitMinutes === undefined) return [];
  const buildTimeout = builds?.staging?.buildTimeout;
  return [
    ...outOfRange("reviewWaitMinutes", reviewWaitMinutes, {
      min: 0,
      max: 1440,
      unit: "minutes",
      source: "this project: a build waits, and CodeBuild charges for it",
    }),
    ...(buildTimeout === undefined ? [] : reviewWaitBeyondBuild(reviewWaitMinutes, buildTimeout)),
  ];
}
