import { strFromU8 } from "fflate";
import { getObject } from "../../s3/objects";
import { called, DeploymentFailure } from "./deployment-failure";
import type { DeploymentRun } from "./deployment-run";

/** The text of the deployment's AppSpec file: its own, or that of the object that it names. */
export async function revisionContent(run: DeploymentRun): Promise<string> {
  const { appSpecContent, s3Location } = run.deployment.info.revision ?? {};
  if (appSpecContent?.content !== undefined) return appSpecContent.content;
  if (s3Location === undefined)
    throw new DeploymentFailure("REVISION_MISSING", "The deployment has no revision");
  const { bucket, key, version, bundleType = "" } = s3Location;
  if (!["YAML", "JSON"].includes(bundleType)) {
    throw new DeploymentFailure("INVALID_REVISION", "BundleType must be either YAML or JSON");
  }
  const { bytes } = await called(
    run.roleArn,
    "AmazonS3",
    () => getObject(run.client, { bucket, key, versionId: version }),
    (said, code) => new DeploymentFailure("REVISION_MISSING", `s3://${bucket}/${key}: ${said} (${code})`),
  );
  return strFromU8(bytes);
}
