import { z } from "zod";
import type { AwsClient } from "../client/aws-client";

/** Parts of an image by their digests: its layers and its configuration. */
export type Blobs = ReadonlyMap<string, Uint8Array>;

/** A repository of the caller's registry, or of the one that is named. */
export interface RepositoryName {
  readonly repositoryName: string;
  readonly registryId?: string | undefined;
}

const availability = z.object({
  layers: z.array(z.object({ layerDigest: z.string(), layerAvailability: z.string() })),
});
const upload = z.object({ uploadId: z.string(), partSize: z.number() });

/** Uploads what the repository lacks, as a Docker client does; answers with the digests of that. */
export async function uploadBlobs(
  client: AwsClient,
  repository: RepositoryName,
  blobs: Blobs,
): Promise<readonly string[]> {
  const layerDigests = [...blobs.keys()];
  const { layers } = availability.parse(
    await client.call("ecr", "BatchCheckLayerAvailability", { ...repository, layerDigests }),
  );
  const missing = layers.filter(({ layerAvailability }) => layerAvailability !== "AVAILABLE");
  for (const { layerDigest } of missing) {
    await uploadBlob(client, repository, layerDigest, blobs.get(layerDigest) ?? new Uint8Array());
  }
  return missing.map(({ layerDigest }) => layerDigest);
}

async function uploadBlob(
  client: AwsClient,
  repository: RepositoryName,
  digest: string,
  blob: Uint8Array,
): Promise<void> {
  const { uploadId, partSize } = upload.parse(
    await client.call("ecr", "InitiateLayerUpload", { ...repository }),
  );
  for (let partFirstByte = 0; partFirstByte < blob.length; partFirstByte += partSize) {
    const part = blob.subarray(partFirstByte, partFirstByte + partSize);
    await client.call("ecr", "UploadLayerPart", {
      ...repository,
      uploadId,
      partFirstByte,
      partLastByte: partFirstByte + part.length - 1,
      layerPartBlob: Buffer.from(part).toString("base64"),
    });
  }
  await client.call("ecr", "CompleteLayerUpload", { ...repository, uploadId, layerDigests: [digest] });
}
