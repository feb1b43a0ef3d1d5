import { DockerError } from "./docker-command";
import type { ImageStore } from "./image-store";

/** What `docker inspect` prints of an image: all of it, or what a simple format asks for. */
export function inspected(store: ImageStore, id: string, format: string | undefined): string {
  const image = {
    Id: id,
    RepoTags: store.tagsOf(id),
    RepoDigests: store.digests(id),
    ...described(store.config(id)),
  };
  if (format === undefined) return JSON.stringify([image], undefined, 4);
  return format.replace(/\{\{(.*?)\}\}/g, (_, expression: string) => evaluated(image, expression.trim()));
}

function described(config: string): object {
  const { os, architecture } = JSON.parse(config) as { os?: string; architecture?: string };
  return { Os: os, Architecture: architecture };
}

function evaluated(image: Readonly<Record<string, unknown>>, expression: string): string {
  const [, json, indexed, field = "", index] = /^(json )?(index )?\.(\w+)(?: (\d+))?$/.exec(expression) ?? [];
  const value = image[field];
  if (value === undefined || (indexed === undefined) !== (index === undefined)) {
    throw new DockerError(`The stand-in for docker does not know the format {{${expression}}}`);
  }
  if (index !== undefined && Array.isArray(value)) return elementAt(value, Number(index));
  if (json !== undefined) return JSON.stringify(value);
  return Array.isArray(value) ? `[${value.join(" ")}]` : String(value);
}

function elementAt(values: readonly unknown[], index: number): string {
  if (index < values.length) return String(values[index]);
  throw new DockerError(`template: :1:2: executing "" at <index>: index out of range: ${index}`);
}
