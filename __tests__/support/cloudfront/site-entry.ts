import type { CloudfrontContinuousDeploymentSettings } from "../../../settings/schema/cloudfront-continuous-deployment";

/** An entry of system 5 whose names start with one of its own, with changes; it makes its connection, and goes with all it holds. */
export function siteEntry(
  name: string,
  changes: Partial<CloudfrontContinuousDeploymentSettings> = {},
): CloudfrontContinuousDeploymentSettings {
  return {
    system: "cloudfront-continuous-deployment",
    stack: name,
    name,
    source: {
      type: "connection",
      owner: "acme",
      repository: name,
      branch: "main",
      connection: { create: name },
    },
    artifactStore: { bucket: `${name}-artifacts`, forceDestroy: true },
    site: { bucket: `${name}-site`, forceDestroy: true },
    accessLogs: "none",
    ...changes,
    // The provider waits half a minute for each change of a distribution.
    distribution: { waitForDeployment: false, ...changes.distribution },
  };
}
