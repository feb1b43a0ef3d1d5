import { zipSync } from "fflate";
import type { AwsClient } from "../../client/aws-client";
import { AwsError } from "../../client/aws-error";
import { putObject } from "../../s3/objects";
import { BuildFailure, type BuildRecord } from "../build";
import type { ArtifactDefinition, Buildspec } from "../buildspec/buildspec";
import { type ArtifactFiles, artifactFiles } from "./artifact-files";
import { type Destination, destinations } from "./destinations";

/** What uploading needs to know of a build. */
export interface Upload {
  /** Calls AWS as the build's role. */
  readonly client: AwsClient;
  readonly record: BuildRecord;
  readonly buildspec: Buildspec;
  /** The folder of the primary source. */
  readonly folder: string;
  /** The artifacts' names in the build specification, expanded by its shell. */
  readonly names: Readonly<Record<string, string>>;
}

/** Uploads every artifact that the pipeline or the project asks for. */
export async function uploadArtifacts(upload: Upload): Promise<void> {
  const { record } = upload;
  const { primary, secondary } = destinations(record, upload.names);
  if (primary !== undefined) record.build.artifacts = await uploadOne(upload, primary);
  const uploaded: object[] = [];
  for (const destination of secondary) uploaded.push(await uploadOne(upload, destination));
  if (secondary.length > 0) record.build.secondaryArtifacts = uploaded;
}

async function uploadOne(upload: Upload, destination: Destination): Promise<object> {
  const { client, record, folder } = upload;
  const definition = definitionOf(upload.buildspec, destination.identifier);
  record.log.tell(`Expanding base directory path: ${definition["base-directory"] ?? "."}`);
  const { files, unmatched } = artifactFiles(definition, folder);
  for (const pattern of unmatched) record.log.tell(`Skipping invalid file path ${pattern}`);
  const count = Object.keys(files).length;
  if (count === 0) throw new BuildFailure("CLIENT_ERROR", "no matching artifact paths found");
  record.log.tell(`Found ${count} file(s)`);
  try {
    await putFiles(client, destination, files);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const { bucket, key } = destination;
    throw new BuildFailure(
      "CLIENT_ERROR",
      `error while uploading ${bucket}/${key}, error: ${error.code}: ${error.message} status code: ${error.status}`,
    );
  }
  return destination.shown;
}

async function putFiles(
  client: AwsClient,
  { bucket, key, encryptionKey, isZip }: Destination,
  files: ArtifactFiles["files"],
): Promise<void> {
  if (isZip) {
    await putObject(client, { bucket, key }, zipSync(files), encryptionKey);
    return;
  }
  for (const [path, content] of Object.entries(files)) {
    await putObject(client, { bucket, key: `${key}/${path}` }, content, encryptionKey);
  }
}

function definitionOf({ artifacts }: Buildspec, identifier: string | undefined): ArtifactDefinition {
  const definition = identifier === undefined ? artifacts : artifacts?.["secondary-artifacts"][identifier];
  if (definition?.files !== undefined) return definition;
  const what = identifier === undefined ? "the primary artifact" : `the artifact ${identifier}`;
  throw new BuildFailure("CLIENT_ERROR", `the build specification names no files for ${what}`);
}
