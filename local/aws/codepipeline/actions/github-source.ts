import { type ActionContext, ActionFailure, type ActionResult } from "./action-provider";
import { type GithubCommit, GithubRefusal, GithubRepository } from "./github-repository";

/** Fetches a branch of a repository on GitHub with a token: the source of version 1. */
export async function githubSource(context: ActionContext): Promise<ActionResult> {
  const { action, artifacts, revision, scope } = context;
  const {
    Owner: owner = "",
    Repo: name = "",
    Branch: branch = "",
    OAuthToken: token = "",
  } = action.configuration;
  const fullName = `${owner}/${name}`;
  if (scope.githubUrl === undefined) {
    throw new ActionFailure("ConfigurationError", "Unable to connect to GitHub: no local GitHub runs here");
  }
  const repository = new GithubRepository(scope.githubUrl, fullName, token);
  try {
    const commit = await (revision === undefined
      ? repository.headOf(branch)
      : repository.commit(revision.revisionId));
    const [output] = action.outputArtifacts;
    if (output !== undefined) await artifacts.write(output.name, await repository.filesAt(commit.sha));
    return resultOf(commit, { actionName: action.name, branch, name });
  } catch (error) {
    if (!(error instanceof GithubRefusal)) throw error;
    throw error.isAboutToken
      ? new ActionFailure(
          "PermissionError",
          "Could not access the GitHub repository. The access token might be invalid or has been revoked. Edit the " +
            `pipeline to reconnect with GitHub. Error: ${error.message}`,
        )
      : new ActionFailure(
          "ConfigurationError",
          `Could not find ${revision === undefined ? `the branch ${branch}` : `the commit ${revision.revisionId}`} in the ` +
            `GitHub repository ${fullName}. Error: ${error.message}`,
        );
  }
}

function resultOf(
  { sha, html_url, commit }: GithubCommit,
  {
    actionName,
    branch,
    name,
  }: { readonly actionName: string; readonly branch: string; readonly name: string },
): ActionResult {
  return {
    revision: { actionName, revisionId: sha, revisionSummary: commit.message, revisionUrl: html_url },
    outputVariables: {
      AuthorDate: commit.author.date,
      BranchName: branch,
      CommitId: sha,
      CommitMessage: commit.message,
      CommitUrl: html_url,
      CommitterDate: commit.committer.date,
      RepositoryName: name,
    },
  };
}
