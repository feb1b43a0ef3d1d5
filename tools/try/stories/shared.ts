import { LocalAccount } from "../../../local/aws/local-account";
import type { ArtifactStoreSettings } from "../../../settings/schema/artifact-store";
import type { ImageRepositorySettings } from "../../../settings/schema/image-repository";
import type { AnyReleasePathSettings } from "../../../settings/schema/release-path";
import { otherAccounts, shareBucket, shareRepository } from "../existing/shared-with";
import type { StoryContext } from "../story";

interface SharedSettings extends AnyReleasePathSettings {
  readonly artifactStore: ArtifactStoreSettings;
  readonly crossRegionArtifactStores?: Readonly<Record<string, ArtifactStoreSettings>>;
}

/** Creates the buckets and the image repositories that an entry takes for existing. */
export async function createShared(
  settings: SharedSettings,
  imageRepositories: readonly (ImageRepositorySettings | undefined)[],
  { account }: StoryContext,
): Promise<void> {
  const { artifactStore, crossRegionArtifactStores = {} } = settings;
  const others = otherAccounts(settings);
  const stores = Object.entries({ [account.region]: artifactStore, ...crossRegionArtifactStores });
  for (const [region, store] of stores) {
    if (!("existingBucket" in store)) continue;
    const owner = new LocalAccount(account.endpoint, account.accountId, region);
    await owner.createBucket(store.existingBucket);
    await shareBucket(owner, store.existingBucket, others);
  }
  await createImageRepositories(imageRepositories, account, others);
}

/** Creates the image repositories that exist, each once, and lets the accounts that deploy pull from them. */
export async function createImageRepositories(
  imageRepositories: readonly (ImageRepositorySettings | undefined)[],
  account: LocalAccount,
  others: readonly string[] = [],
): Promise<void> {
  const existing = imageRepositories.flatMap((repository) =>
    repository !== undefined && "existingRepository" in repository ? [repository.existingRepository] : [],
  );
  for (const name of new Set(existing)) {
    await account.createImageRepository(name);
    await shareRepository(account, name, others);
  }
}
