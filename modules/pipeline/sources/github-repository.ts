import { nameRules } from "../../aws/name-rules";
import type { Finding } from "../../findings/finding";
import { qualifiedBranch } from "../../findings/git-errors";
import { invalidName } from "../../findings/value-errors";

/** A branch of a repository on GitHub. */
export interface GithubRepository {
  /** User or organization: the part before the `/` in `owner/repo`. */
  readonly owner: string;
  /** The part after the `/` in `owner/repo`. */
  readonly repository: string;
  /** Short name, without `refs/heads/`. */
  readonly branch: string;
}

export function githubRepositoryFindings({
  owner,
  repository,
  branch,
}: GithubRepository): readonly Finding[] {
  return [
    ...invalidName("owner", owner, nameRules.githubOwner),
    ...invalidName("repository", repository, nameRules.githubRepository),
    ...qualifiedBranch("branch", branch),
  ];
}

export const describeBranch = ({ owner, repository, branch }: GithubRepository): string =>
  `${owner}/${repository}@${branch}`;
