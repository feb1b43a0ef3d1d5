import { LocalAccount } from "../../../local/aws/local-account";
import type { ArtifactStoreSettings } from "../../../settings/schema/artifact-store";
import type { ImageRepositorySettings } from "../../../settings/schema/image-repository";
import type { StoryContext } from "../story";

interface SharedSettings {
  readonly artifactStore: ArtifactStoreSettings;
  readonly crossRegionArtifactStores?: Readonly<Record<string, ArtifactStoreSettings>>;
  readonly imageRepository?: ImageRepositorySettings;
}

/** Creates the buckets and the image repository that an entry takes for existing. */
export async function createShared(
  { artifactStore, crossRegionArtifactStores = {}, imageRepository = {} }: SharedSettings,
  { account }: StoryContext,
): Promise<void> {
  const stores = Object.entries({ [account.region]: artifactStore, ...crossRegionArtifactStores });
  for (const [region, store] of stores) {
    if (!("existingBucket" in store)) continue;
    await new LocalAccount(account.endpoint, account.accountId, region).createBucket(store.existingBucket);
  }
  if ("existingRepository" in imageRepository) {
    await account.createImageRepository(imageRepository.existingRepository);
  }
}
