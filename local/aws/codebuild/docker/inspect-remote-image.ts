import { DockerError } from "./docker-command";

/** What is known of an image that is in a registry. */
export interface RemoteImage {
  readonly manifest: string;
  readonly digest: string;
}

/** What `docker buildx imagetools inspect` prints of an image: its name, type and digest, or what a simple format asks for. */
export function inspectedRemotely(
  name: string,
  { manifest, digest }: RemoteImage,
  format: string | undefined,
): readonly string[] {
  const { mediaType } = JSON.parse(manifest) as { mediaType?: string };
  const descriptor = { mediaType, digest, size: manifest.length };
  switch (format) {
    case undefined:
      return [`Name:      ${name}`, `MediaType: ${mediaType}`, `Digest:    ${digest}`];
    case "{{json .Manifest}}":
      return [JSON.stringify(descriptor, undefined, 2)];
    case "{{json .Manifest.Digest}}":
      return [JSON.stringify(digest)];
    default:
      throw new DockerError(`The stand-in for docker does not know the format ${format}`);
  }
}
