import { z } from "zod";
import type { ArtifactLocation } from "../actions/action-provider";
import type { PipelineDeclaration } from "../pipeline-declaration";

const store = z.looseObject({
  location: z.string(),
  encryptionKey: z.looseObject({ id: z.string() }).optional(),
});

/** The bucket for artifacts of actions in a region, and its key; undefined where the pipeline has none there. */
export function artifactStoreIn(
  { artifactStore, artifactStores }: PipelineDeclaration,
  region: string,
): Omit<ArtifactLocation, "key"> | undefined {
  const declared = artifactStores === undefined ? artifactStore : artifactStores[region];
  if (declared === undefined) return undefined;
  const { location, encryptionKey } = store.parse(declared);
  return { bucket: location, encryptionKey: encryptionKey?.id };
}
