import { z } from "zod";
import type { PushableImage } from "../../ecr/image-manifest";
import { imageReference, repositoryName, taggedName } from "./image-reference";

const manifest = z.object({
  config: z.object({ digest: z.string() }),
  layers: z.array(z.object({ digest: z.string() })),
});

/** The images of one build, by content. */
export class ImageStore {
  readonly #images = new Map<string, PushableImage>();
  readonly #tags = new Map<string, string>();
  readonly #repositoryDigests = new Map<string, Set<string>>();

  /** Keeps an image; answers with its id. */
  add(image: PushableImage): string {
    const id = manifest.parse(JSON.parse(image.manifest)).config.digest;
    this.#images.set(id, image);
    return id;
  }

  tag(id: string, name: string): void {
    this.#tags.set(taggedName(imageReference(name)), id);
  }

  /** The registry knows the image by its digest now. */
  noteDigest(id: string, name: string, digest: string): void {
    const digests = this.#repositoryDigests.get(id) ?? new Set();
    digests.add(`${repositoryName(imageReference(name))}@${digest}`);
    this.#repositoryDigests.set(id, digests);
  }

  /** The id of an image that is named by a tag, a digest or its id. */
  find(name: string): string | undefined {
    const tagged = this.#tags.get(taggedName(imageReference(name)));
    if (tagged !== undefined && !name.includes("@")) return tagged;
    const pulled = [...this.#repositoryDigests].find(([, digests]) => digests.has(name));
    if (pulled !== undefined) return pulled[0];
    const isId = /^(sha256:)?[0-9a-f]{12,64}$/.test(name);
    return isId
      ? [...this.#images.keys()].find((id) => id.startsWith(`sha256:${name.replace("sha256:", "")}`))
      : undefined;
  }

  image(id: string): PushableImage {
    const image = this.#images.get(id);
    if (image === undefined) throw new Error(`There is no image ${id}.`);
    return image;
  }

  /** The layers of an image, the lowest first. */
  layers(id: string): Uint8Array[] {
    const { manifest: text, blobs } = this.image(id);
    return manifest.parse(JSON.parse(text)).layers.map(({ digest }) => blobs.get(digest) ?? new Uint8Array());
  }

  /** The configuration of an image. */
  config(id: string): string {
    return Buffer.from(this.image(id).blobs.get(id) ?? "{}").toString();
  }

  digests(id: string): string[] {
    return [...(this.#repositoryDigests.get(id) ?? [])];
  }

  tagsOf(id: string): string[] {
    return [...this.#tags].filter(([, tagged]) => tagged === id).map(([name]) => name);
  }

  get tags(): readonly (readonly [name: string, id: string])[] {
    return [...this.#tags];
  }
}
