/** The name of an image, taken apart. */
export interface ImageReference {
  /** Undefined for an image of Docker Hub or one that is only here. */
  readonly host: string | undefined;
  readonly repository: string;
  readonly tag: string;
  readonly digest: string | undefined;
}

/** Takes `host/repository:tag@digest` apart. */
export function imageReference(text: string): ImageReference {
  const [name = "", digest] = text.split("@");
  const [, beforeTag = name, tag = "latest"] = /^(.+?):([\w][\w.-]{0,127})$/.exec(name) ?? [];
  const [first = "", ...rest] = beforeTag.split("/");
  const hasHost = rest.length > 0 && /[.:]|^localhost$/.test(first);
  return {
    host: hasHost ? first : undefined,
    repository: hasHost ? rest.join("/") : beforeTag,
    tag,
    digest,
  };
}

/** Host and repository, as docker prints them. */
export function repositoryName({ host, repository }: ImageReference): string {
  return host === undefined ? repository : `${host}/${repository}`;
}

/** The whole name with its tag, which images are kept under. */
export function taggedName(reference: ImageReference): string {
  return `${repositoryName(reference)}:${reference.tag}`;
}
