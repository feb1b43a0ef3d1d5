import type { Construct } from "constructs";
import { providerIn, scopeIn } from "../../modules/aws/regional-provider";
import { hasFormOfRegion } from "../../modules/aws/regions";
import { EncryptionKey } from "../../modules/kms/encryption-key";
import type { PipelineProps } from "../../modules/pipeline/pipeline";
import { ArtifactStore } from "../../modules/s3/artifact-store";
import type { IArtifactStore } from "../../modules/s3/artifact-store-interface";
import { ExistingArtifactStore } from "../../modules/s3/existing-artifact-store";
import { defined } from "../../modules/terraform/defined";
import type { ArtifactStoreSettings } from "../../settings/schema/artifact-store";
import { deploysOf, type ReleasePathSettings } from "../../settings/schema/release-path";
import type { Defaults } from "../defaults";
import type { ProjectStack } from "../project-stack";

/** What settings say of a pipeline's artifacts and of where they are read. */
export interface ArtifactSettings extends ReleasePathSettings {
  readonly artifactStore: ArtifactStoreSettings;
}

type Stores = Pick<PipelineProps, "artifactStore" | "crossRegionArtifactStores">;

// What a bucket has of its own in every Region: its name, its address, and what must be in the same Region.
function optionsFor(region: string, settings: ArtifactStoreSettings): ArtifactStoreSettings {
  if ("existingBucket" in settings) return { bucket: `${settings.existingBucket}-${region}` };
  const { bucket, kmsKeyArn: _, accessLogBucket: __, logicalId: ___, ...everywhere } = settings;
  return { ...everywhere, bucket: `${bucket}-${region}` };
}

type StoreKey = Pick<ConstructorParameters<typeof ArtifactStore>[2], "encryptionKey" | "kmsKeyArn">;

/** The store that settings ask for. A key that they give it comes before the stack's. */
function storeOf(
  scope: Construct,
  id: string,
  settings: ArtifactStoreSettings,
  key: StoreKey,
): IArtifactStore {
  const options = settings.kmsKeyArn === undefined ? { ...key, ...settings } : settings;
  if (!("existingBucket" in options)) return new ArtifactStore(scope, id, options);
  const { existingBucket: bucketName, ...encryption } = options;
  return new ExistingArtifactStore(scope, id, { bucketName, ...encryption });
}

const isReadFromOutside = (settings: ReleasePathSettings, own: string, region: string): boolean =>
  deploysOf(settings).some((deploy) => deploy.account !== undefined && (deploy.region ?? own) === region);

/** A key for the artifacts of one Region; logs have the stack's. */
function artifactKey(scope: Construct, id: string, { name }: Defaults, logicalId: string): EncryptionKey {
  return new EncryptionKey(scope, id, { aliasName: `${name}-artifacts`, logicalId, encryptsLogs: false });
}

/** The key of a store: the one that settings name, the stack's, or one made here where another account reads. */
function keyOf(stack: ProjectStack, settings: ArtifactSettings, defaults: Defaults): StoreKey {
  const { encryptionKey, kmsKeyArn } = defaults;
  if (encryptionKey || kmsKeyArn || settings.artifactStore.kmsKeyArn)
    return defined({ encryptionKey, kmsKeyArn });
  if (!isReadFromOutside(settings, stack.region, stack.region)) return {};
  return { encryptionKey: artifactKey(stack, "artifact_key", defaults, "artifact_key") };
}

function storeIn(stack: ProjectStack, region: string, settings: ArtifactSettings, defaults: Defaults) {
  const suffix = region.replaceAll("-", "_");
  const id = `artifact_${suffix}`;
  const scope = scopeIn(stack, id, region);
  const given = settings.crossRegionArtifactStores?.[region] ?? optionsFor(region, settings.artifactStore);
  const options = "existingBucket" in given ? given : { logicalId: id, ...given };
  const needsKey = isReadFromOutside(settings, stack.region, region) || defaults.kmsKeyArn !== undefined;
  if (!needsKey || options.kmsKeyArn) return storeOf(scope, "store", options, {});
  const encryptionKey = artifactKey(scope, "key", defaults, `artifact_key_${suffix}`);
  return storeOf(scope, "store", options, { encryptionKey });
}

// Terraform destroys a store with the provider that made it.
function keepProviders(stack: ProjectStack, { formerRegions = [] }: ArtifactSettings): void {
  for (const region of formerRegions) if (region !== stack.region) providerIn(stack, region);
}

/** The artifact store of a pipeline, and one in every other Region that it deploys to. */
export function artifactStores(stack: ProjectStack, settings: ArtifactSettings, defaults: Defaults): Stores {
  const regions = new Set(deploysOf(settings).flatMap(({ region }) => region ?? []));
  regions.delete(stack.region);
  keepProviders(stack, settings);
  const own = keyOf(stack, settings, defaults);
  const artifactStore = storeOf(stack, "artifact", settings.artifactStore, own);
  // What is no Region's code is a finding of its action, and no name is made of it.
  const others = [...regions]
    .filter(hasFormOfRegion)
    .map((region) => [region, storeIn(stack, region, settings, defaults)] as const);
  return {
    artifactStore,
    ...(others.length > 0 ? { crossRegionArtifactStores: Object.fromEntries(others) } : {}),
  };
}
