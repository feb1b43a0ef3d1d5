import { z } from "zod";
import { AwsClient } from "../../client/aws-client";
import { AwsError } from "../../client/aws-error";
import { accessKeyIn, registryAt, USER } from "../../ecr/authorization-token";
import { MANIFEST_TYPE, type PushableImage, sha256 } from "../../ecr/image-manifest";
import { type RepositoryName, uploadBlobs } from "../../ecr/upload-blobs";
import { DockerError } from "./docker-command";
import type { ImageReference } from "./image-reference";

const images = z.object({ images: z.array(z.object({ imageManifest: z.string() })) });
const parts = z.object({
  config: z.object({ digest: z.string() }),
  layers: z.array(z.object({ digest: z.string() })),
});

/** The registries of ECR, as whoever logged in at each. */
export class Registries {
  readonly #keys = new Map<string, string>();

  constructor(
    private readonly endpoint: string,
    private readonly isKnownKey: (accessKeyId: string) => boolean | Promise<boolean>,
  ) {}

  async login(host: string, user: string, password: string): Promise<void> {
    ecrOnly(host);
    const key = user === USER ? accessKeyIn(password.trim()) : undefined;
    if (key === undefined || !(await this.isKnownKey(key))) {
      throw new DockerError(
        `Error response from daemon: login attempt to https://${host}/v2/ failed with status: 400 Bad Request`,
      );
    }
    this.#keys.set(host, key);
  }

  logout(host: string): void {
    this.#keys.delete(host);
  }

  /** Pushes an image under one tag; answers with the digests of the layers that the registry lacked. */
  async push(reference: ImageReference, image: PushableImage): Promise<readonly string[]> {
    const { client, repository } = this.#repositoryOf(reference, "no basic auth credentials");
    return told(reference, async () => {
      const uploaded = await uploadBlobs(client, repository, image.blobs);
      // Docker asks whether the registry has the image before it puts it there.
      await client.call("ecr", "BatchGetImage", { ...repository, imageIds: [{ imageTag: reference.tag }] });
      await client
        .call("ecr", "PutImage", {
          ...repository,
          imageTag: reference.tag,
          imageManifest: image.manifest,
          imageManifestMediaType: MANIFEST_TYPE,
        })
        .catch((error: unknown) => {
          // Docker is content with a tag that is there already.
          if (!(error instanceof AwsError && error.code === "ImageAlreadyExistsException")) throw error;
        });
      return uploaded;
    });
  }

  async pull(reference: ImageReference): Promise<PushableImage> {
    const { client, repository } = this.#readable(reference);
    return told(reference, async () => {
      const manifest = await manifestOf(client, repository, reference);
      const { config, layers } = parts.parse(JSON.parse(manifest));
      const blobs = new Map<string, Uint8Array>();
      for (const part of [config, ...layers]) {
        blobs.set(part.digest, await download(client, repository, part.digest));
      }
      return { manifest, digest: sha256(manifest), blobs };
    });
  }

  /** Asks for an image's manifest and, as buildx does, for its configuration, but for no layer. */
  async manifest(reference: ImageReference): Promise<Omit<PushableImage, "blobs">> {
    const { client, repository } = this.#readable(reference);
    return told(reference, async () => {
      const manifest = await manifestOf(client, repository, reference);
      await download(client, repository, parts.parse(JSON.parse(manifest)).config.digest);
      return { manifest, digest: sha256(manifest) };
    });
  }

  #readable(reference: ImageReference) {
    const { host, repository, tag, digest } = reference;
    return this.#repositoryOf(
      reference,
      `Error response from daemon: Head "https://${host}/v2/${repository}/manifests/${digest ?? tag}": no basic auth credentials`,
    );
  }

  #repositoryOf(reference: ImageReference, withoutLogin: string) {
    const host = reference.host ?? "docker.io";
    const { accountId, region } = ecrOnly(host);
    const key = this.#keys.get(host);
    if (key === undefined) throw new DockerError(withoutLogin);
    const repository = { registryId: accountId, repositoryName: reference.repository };
    return { client: new AwsClient(this.endpoint, key, region), repository };
  }
}

function ecrOnly(host: string): NonNullable<ReturnType<typeof registryAt>> {
  const registry = registryAt(host);
  if (registry !== undefined) return registry;
  throw new DockerError(`The stand-in for docker knows the registries of ECR only, unlike ${host}`);
}

async function manifestOf(
  client: AwsClient,
  repository: RepositoryName,
  { host, repository: name, tag, digest }: ImageReference,
): Promise<string> {
  const imageIds = [digest === undefined ? { imageTag: tag } : { imageDigest: digest }];
  const answer = await client.call("ecr", "BatchGetImage", { ...repository, imageIds });
  const [found] = images.parse(answer).images;
  if (found !== undefined) return found.imageManifest;
  throw new DockerError(
    `Error response from daemon: manifest for ${host}/${name}:${digest ?? tag} not found: ` +
      "manifest unknown: Requested image not found",
  );
}

async function download(
  client: AwsClient,
  repository: RepositoryName,
  layerDigest: string,
): Promise<Uint8Array> {
  const answer = await client.call("ecr", "GetDownloadUrlForLayer", { ...repository, layerDigest });
  const { downloadUrl } = z.object({ downloadUrl: z.string() }).parse(answer);
  const response = await fetch(downloadUrl);
  if (!response.ok) throw new DockerError(`The layer ${layerDigest} was not found at ${downloadUrl}`);
  return new Uint8Array(await response.arrayBuffer());
}

/** Says ECR's errors as docker does. */
async function told<T>({ tag }: ImageReference, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const { code, message } = error;
    if (code.startsWith("AccessDenied")) throw new DockerError(`denied: ${message}`);
    if (code === "RepositoryNotFoundException") throw new DockerError(`name unknown: ${message}`);
    if (code === "ImageTagAlreadyExistsException") throw new DockerError(`tag invalid: ${message}`);
    throw new DockerError(`unknown: ${code} (tag ${tag}): ${message}`);
  }
}
