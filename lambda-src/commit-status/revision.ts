import type { ArtifactRevision } from "./execution";

/** A repository at GitHub. */
export interface Repository {
  readonly owner: string;
  readonly repo: string;
}

/** A commit at GitHub. */
export interface Commit extends Repository {
  readonly sha: string;
}

/** The commit of a revision, if it is one of this GitHub's. */
export function revisionCommit(
  { revisionUrl = "" }: ArtifactRevision,
  githubHost: string,
): Commit | undefined {
  if (!URL.canParse(revisionUrl)) return undefined;
  const url = new URL(revisionUrl);
  return url.pathname.endsWith("/connections/redirect") ? ofConnection(url) : ofPage(url, githubHost);
}

/** A connection's revision leads to the console, which knows where the connection leads; its host is not said. */
function ofConnection({ searchParams }: URL): Commit | undefined {
  const { 0: owner, 1: repo, length } = (searchParams.get("FullRepositoryId") ?? "").split("/");
  return length === 2 ? commit(owner, repo, searchParams.get("Commit")) : undefined;
}

/** A v1 source's revision is the page of the commit: `/<owner>/<repo>/commit/<sha>`. */
function ofPage({ host, pathname }: URL, githubHost: string): Commit | undefined {
  const { 1: owner, 2: repo, 3: word, 4: sha, length } = pathname.split("/");
  return host === githubHost && word === "commit" && length === 5 ? commit(owner, repo, sha) : undefined;
}

function commit(
  owner: string | undefined = "",
  repo: string | undefined = "",
  sha: string | null | undefined = "",
): Commit | undefined {
  const isCommit =
    /^[\w-]{1,100}$/.test(owner) &&
    /^[\w.-]{1,100}$/.test(repo) &&
    !/^\.{1,2}$/.test(repo) &&
    /^([0-9a-f]{40}|[0-9a-f]{64})$/.test(sha ?? "");
  return isCommit ? { owner, repo, sha: sha ?? "" } : undefined;
}
