/** An image that lies in ECR. */
export interface EcrImage {
  readonly registryId: string;
  readonly region: string;
  readonly repositoryName: string;
  readonly imageId: { readonly imageDigest: string } | { readonly imageTag: string };
}

/** Takes the name of an image apart; undefined for one of another registry. */
export function ecrImageOf(image: string): EcrImage | undefined {
  const match =
    /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?\/([^@:]+)(?::([^@]+))?(?:@(.+))?$/.exec(
      image,
    );
  if (match === null) return undefined;
  const [, registryId = "", region = "", repositoryName = "", imageTag = "latest", imageDigest] = match;
  return {
    registryId,
    region,
    repositoryName,
    imageId: imageDigest === undefined ? { imageTag } : { imageDigest },
  };
}
