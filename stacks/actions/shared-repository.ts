import type { Finding } from "../../modules/findings/finding";
import { sharedInRepository } from "../../modules/findings/github-actions-errors";

/** What an entry has for itself in its repository at GitHub. */
export interface RepositoryClaims {
  readonly stack: string;
  readonly owner: string;
  readonly repository: string;
  readonly variablePrefix: string;
  readonly fileName: string;
}

const repositoryOf = ({ owner, repository }: RepositoryClaims): string =>
  `${owner}/${repository}`.toLowerCase();

/** What an entry would write over what those before it have in the same repository. */
export function sharedRepositoryFindings(
  own: RepositoryClaims,
  before: readonly RepositoryClaims[],
): readonly Finding[] {
  const { variablePrefix, fileName } = own;
  return before
    .filter((other) => repositoryOf(other) === repositoryOf(own))
    .flatMap(({ stack, ...other }) => [
      ...(other.variablePrefix === variablePrefix
        ? sharedInRepository(
            "workflow.variablePrefix",
            variablePrefix,
            stack,
            "beginning of variables' names",
          )
        : []),
      ...(other.fileName === fileName
        ? sharedInRepository("workflow.fileName", fileName, stack, "workflow file")
        : []),
    ]);
}
