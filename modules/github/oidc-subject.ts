import type { GithubRepository } from "../pipeline/sources/github-repository";

/** The repository whose workflow deploys, and of which of its runs. */
export interface DeployingRepository extends GithubRepository {
  /** The GitHub environment that the job is of: its rules say who may deploy. @default none: the branch decides */
  readonly environment?: string;
  /**
   * Number of the owner at GitHub (`gh api repos/OWNER/REPOSITORY --jq .owner.id`). With `repositoryId` it is part of what the
   * role trusts, as GitHub says it of repositories that were created or renamed since 15 July 2026.
   * @default none: names alone
   */
  readonly ownerId?: number;
  /** Number of the repository at GitHub (`gh api repos/OWNER/REPOSITORY --jq .id`). @default none: names alone */
  readonly repositoryId?: number;
}

/** What GitHub calls the runs that may deploy (GitHub: OpenID Connect, Understanding the OIDC token; Immutable subject claims). */
export function oidcSubject(deploying: DeployingRepository): string {
  const { owner, repository, branch, environment, ownerId, repositoryId } = deploying;
  const hasIds = ownerId !== undefined && repositoryId !== undefined;
  const who = hasIds ? `${owner}@${ownerId}/${repository}@${repositoryId}` : `${owner}/${repository}`;
  return environment === undefined
    ? `repo:${who}:ref:refs/heads/${branch}`
    : `repo:${who}:environment:${environment}`;
}
