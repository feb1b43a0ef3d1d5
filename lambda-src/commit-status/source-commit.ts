import type { ArtifactRevision } from "./execution";
import { type Commit, revisionCommit } from "./revision";

export class AmbiguousRevision extends Error {
  override readonly name = "AmbiguousRevision";
}

export interface SourceCommitOptions {
  readonly githubHost: string;
  /** Name of the source artifact that carries the commit; without it there may be one commit only. */
  readonly artifact: string | undefined;
}

/** The commit that an execution is about, if it is one at GitHub. */
export function sourceCommit(
  revisions: readonly ArtifactRevision[],
  { githubHost, artifact }: SourceCommitOptions,
): Commit | undefined {
  const candidates = revisions
    .filter(({ name }) => artifact === undefined || name === artifact)
    .map((revision) => ({ name: revision.name, commit: revisionCommit(revision, githubHost) }));
  const commits = new Map(
    candidates.flatMap(({ name, commit }) => (commit === undefined ? [] : [[key(commit), { name, commit }]])),
  );
  if (commits.size > 1) {
    const found = [...commits.values()].map(
      ({ name, commit: { owner, repo, sha } }) => `${name}: ${owner}/${repo}@${sha.slice(0, 7)}`,
    );
    throw new AmbiguousRevision(
      `The execution has ${commits.size} commits (${found.join(", ")}). Set the source whose commit gets the status: ` +
        "SOURCE_ARTIFACTS names its output artifact, by pipeline.",
    );
  }
  return commits.values().next().value?.commit;
}

// GitHub's names do not mind the case.
function key({ owner, repo, sha }: Commit): string {
  return `${owner}/${repo}@${sha}`.toLowerCase();
}
