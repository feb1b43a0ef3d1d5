import { getObject, keepsVersions, type S3Object } from "../../s3/objects";
import { bucketFailure } from "./action-failures";
import { type ActionContext, ActionFailure, type ActionResult } from "./action-provider";

/** Fetches one version of an object in a bucket that keeps versions; the object is the artifact. */
export async function s3Source(context: ActionContext): Promise<ActionResult> {
  const { action, artifacts, objectKey } = context;
  const { S3Bucket: bucket = "", S3ObjectKey: ownKey = "" } = action.configuration;
  const key = objectKey ?? ownKey;
  const { bytes, versionId = "", etag } = await fetched(context, bucket, key);
  const [output] = action.outputArtifacts;
  if (output !== undefined) await artifacts.writeBytes(output.name, bytes);
  return {
    revision: {
      actionName: action.name,
      revisionId: versionId,
      revisionSummary: `Amazon S3 version id: ${versionId}`,
    },
    outputVariables: { BucketName: bucket, ObjectKey: key, VersionId: versionId, ETag: etag },
  };
}

async function fetched({ client, revision }: ActionContext, bucket: string, key: string): Promise<S3Object> {
  try {
    if (!(await keepsVersions(client, bucket))) {
      throw new ActionFailure(
        "ConfigurationError",
        `The Amazon S3 bucket ${bucket} keeps no versions. Enable versioning on a bucket that is a source`,
      );
    }
    const versionId = revision?.revisionId ?? (await getObject(client, { bucket, key })).versionId;
    return await getObject(client, { bucket, key, versionId });
  } catch (error) {
    if (error instanceof ActionFailure) throw error;
    throw bucketFailure(error, bucket);
  }
}
