import { LocalAccount } from "../../../local/aws/local-account";
import type { ArtifactStoreSettings } from "../../../settings/schema/artifact-store";
import type { ImageRepositorySettings } from "../../../settings/schema/image-repository";
import type { ReleasePathSettings } from "../../../settings/schema/release-path";
import { otherAccounts, shareBucket, shareRepository } from "../existing/shared-with";
import type { StoryContext } from "../story";

interface SharedSettings extends ReleasePathSettings {
  readonly artifactStore: ArtifactStoreSettings;
  readonly imageRepository?: ImageRepositorySettings;
}

/** Creates the buckets and the image repository that an entry takes for existing. */
export async function createShared(settings: SharedSettings, { account }: StoryContext): Promise<void> {
  const { artifactStore, crossRegionArtifactStores = {}, imageRepository = {} } = settings;
  const others = otherAccounts(settings);
  const stores = Object.entries({ [account.region]: artifactStore, ...crossRegionArtifactStores });
  for (const [region, store] of stores) {
    if (!("existingBucket" in store)) continue;
    const owner = new LocalAccount(account.endpoint, account.accountId, region);
    await owner.createBucket(store.existingBucket);
    await shareBucket(owner, store.existingBucket, others);
  }
  if ("existingRepository" in imageRepository) {
    await account.createImageRepository(imageRepository.existingRepository);
    await shareRepository(account, imageRepository.existingRepository, others);
  }
}
