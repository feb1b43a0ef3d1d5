import { createHash } from "node:crypto";
import type { Blobs } from "./upload-blobs";

const DOCKER = "application/vnd.docker";

export const MANIFEST_TYPE = `${DOCKER}.distribution.manifest.v2+json`;

/** An image as a registry keeps it. */
export interface PushableImage {
  readonly manifest: string;
  readonly digest: string;
  readonly blobs: Blobs;
}

/** Makes the manifest of an image out of its configuration and layers: the same content has the same digest. */
export function imageOf(config: Uint8Array, layers: readonly Uint8Array[]): PushableImage {
  const part = (mediaType: string, content: Uint8Array) => ({
    mediaType,
    size: content.length,
    digest: sha256(content),
  });
  const manifest = JSON.stringify({
    schemaVersion: 2,
    mediaType: MANIFEST_TYPE,
    config: part(`${DOCKER}.container.image.v1+json`, config),
    layers: layers.map((layer) => part(`${DOCKER}.image.rootfs.diff.tar.gzip`, layer)),
  });
  const blobs = new Map([config, ...layers].map((content) => [sha256(content), content]));
  return { manifest, digest: sha256(manifest), blobs };
}

export function sha256(content: Uint8Array | string): string {
  return `sha256:${createHash("sha256").update(content).digest("hex")}`;
}
