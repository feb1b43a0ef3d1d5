import type { ArtifactRevision } from "../../../lambda-src/commit-status/execution";

export const sha = "0123456789abcdef0123456789abcdef01234567";
export const otherSha = "89abcdef0123456789abcdef0123456789abcdef";

export interface RevisionOptions {
  readonly name?: string;
  readonly repository?: string;
  readonly sha?: string;
  readonly host?: string;
}

/** The revision of a GitHub source (version 1): the page of the commit. */
export function ofV1(options: RevisionOptions = {}): ArtifactRevision {
  const { name = "source", repository = "acme/shop", host = "github.com" } = options;
  return { name, revisionUrl: `https://${host}/${repository}/commit/${options.sha ?? sha}` };
}

/** The revision of a connection's source: it leads to the console. */
export function ofConnection(options: RevisionOptions = {}): ArtifactRevision {
  const { name = "source", repository = "acme/shop" } = options;
  const query = new URLSearchParams({
    connectionArn: "arn:aws:codestar-connections:eu-west-1:111111111111:connection/c",
    referenceType: "COMMIT",
    FullRepositoryId: repository,
    Commit: options.sha ?? sha,
  });
  const page = "https://eu-west-1.console.aws.amazon.com/codesuite/settings/connections/redirect";
  return { name, revisionUrl: `${page}?${query}` };
}

/** The revision of an image. */
export const image: ArtifactRevision = {
  name: "image",
  revisionUrl:
    "https://console.aws.amazon.com/ecr/repositories/shop/image/sha256:0123456789abcdef?region=eu-west-1",
};
