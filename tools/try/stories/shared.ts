import type { LocalAccount } from "../../../local/aws/local-account";
import type { ArtifactStoreSettings } from "../../../settings/schema/artifact-store";
import type { ImageRepositorySettings } from "../../../settings/schema/image-repository";

interface SharedSettings {
  readonly artifactStore: ArtifactStoreSettings;
  readonly imageRepository?: ImageRepositorySettings;
}

/** Creates the bucket and the image repository that an entry takes for existing. */
export async function createShared(
  account: LocalAccount,
  { artifactStore, imageRepository = {} }: SharedSettings,
): Promise<void> {
  if ("existingBucket" in artifactStore) await account.createBucket(artifactStore.existingBucket);
  if ("existingRepository" in imageRepository) {
    await account.createImageRepository(imageRepository.existingRepository);
  }
}
