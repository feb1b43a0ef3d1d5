import { strToU8 } from "fflate";
import { parseArn } from "../../arn";
import { AwsError } from "../../client/aws-error";
import { type Connection, connectionOf } from "../../connections/connection";
import { requirePermission } from "../../iam/require-permission";
import { isDenied } from "./action-failures";
import { type ActionContext, ActionFailure, type ActionResult } from "./action-provider";
import { type GithubCommit, GithubRefusal, GithubRepository } from "./github-repository";

// A connection has GitHub's own short-lived token for what it was installed on.
const INSTALLATION_TOKEN = "installation";

/** Fetches a branch of a repository through a connection, as an archive or as a reference that a build clones. */
export async function connectionSource(context: ActionContext): Promise<ActionResult> {
  const { action } = context;
  const { FullRepositoryId: fullName = "", BranchName: branch = "" } = action.configuration;
  const connection = await usedConnection(context, fullName);
  const repository = new GithubRepository(githubUrl(context), fullName, INSTALLATION_TOKEN);
  const commit = await found(context, repository, { fullName, branch });
  await write(context, repository, { commit, connection, fullName, branch });
  const variables = variablesOf(commit, connection, { fullName, branch });
  const { CommitMessage, ProviderType } = variables;
  return {
    revision: {
      actionName: action.name,
      revisionId: commit.sha,
      revisionSummary: JSON.stringify({ ProviderType, CommitMessage }),
      revisionUrl: commitInConsole(context.region, connection, fullName, commit.sha),
    },
    outputVariables: variables,
  };
}

async function usedConnection(context: ActionContext, fullName: string): Promise<Connection> {
  const { action, scope, session, region } = context;
  const { ConnectionArn: arn = "" } = action.configuration;
  // IAM knows the service by the name that the connection was made under.
  const service = parseArn(arn)?.service ?? "codeconnections";
  try {
    await requirePermission(scope, session, {
      action: `${service}:UseConnection`,
      resource: arn,
      context: { [`${service}:FullRepositoryId`]: fullName },
    });
    const connection = connectionOf(scope.inRegion(region), arn);
    if (connection.ConnectionStatus === "AVAILABLE") return connection;
    throw unusable(arn, `The connection is ${connection.ConnectionStatus}: complete it in the console.`);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw isDenied(error)
      ? unusable(
          arn,
          `The provided role does not have sufficient permissions. ${error.message}`,
          "PermissionError",
        )
      : unusable(arn, error.message);
  }
}

function unusable(arn: string, reason: string, code = "ConfigurationError"): ActionFailure {
  return new ActionFailure(code, `Unable to use Connection: ${arn}. ${reason}`);
}

function githubUrl({ scope }: ActionContext): string {
  if (scope.githubUrl !== undefined) return scope.githubUrl;
  throw new ActionFailure("ConfigurationError", "[GitHub] No local GitHub runs here");
}

interface Branch {
  readonly fullName: string;
  readonly branch: string;
}

async function found(
  { revision }: ActionContext,
  repository: GithubRepository,
  { fullName, branch }: Branch,
): Promise<GithubCommit> {
  try {
    return await (revision === undefined
      ? repository.headOf(branch)
      : repository.commit(revision.revisionId));
  } catch (error) {
    if (!(error instanceof GithubRefusal)) throw error;
    const what = revision === undefined ? `Branch [${branch}]` : `Commit [${revision.revisionId}]`;
    throw new ActionFailure(
      "ConfigurationError",
      `[GitHub] No ${what} found for FullRepositoryName [${fullName}]`,
    );
  }
}

/** What a connection's commit is known by: the console leads on to it, wherever the provider is. */
function commitInConsole(
  region: string,
  { ConnectionArn }: Connection,
  fullName: string,
  sha: string,
): string {
  return (
    `https://${region}.console.aws.amazon.com/codesuite/settings/connections/redirect` +
    `?connectionArn=${ConnectionArn}&referenceType=COMMIT&FullRepositoryId=${fullName}&Commit=${sha}`
  );
}

interface Found extends Branch {
  readonly commit: GithubCommit;
  readonly connection: Connection;
}

async function write(
  { action, artifacts }: ActionContext,
  repository: GithubRepository,
  { commit, connection, fullName, branch }: Found,
): Promise<void> {
  const [output] = action.outputArtifacts;
  if (output === undefined) return;
  if (action.configuration.OutputArtifactFormat !== "CODEBUILD_CLONE_REF") {
    await artifacts.write(output.name, await repository.filesAt(commit.sha));
    return;
  }
  const reference = {
    ConnectionArn: connection.ConnectionArn,
    ProviderType: connection.ProviderType,
    FullRepositoryId: fullName,
    BranchName: branch,
    CommitId: commit.sha,
  };
  await artifacts.writeBytes(output.name, strToU8(JSON.stringify(reference)));
}

function variablesOf(
  { sha, commit, author }: GithubCommit,
  { ConnectionArn, ProviderType }: Connection,
  { fullName, branch }: Branch,
) {
  return {
    AuthorDate: commit.author.date,
    AuthorDisplayName: commit.author.name,
    AuthorEmail: commit.author.email,
    AuthorId: author?.login ?? commit.author.name,
    BranchName: branch,
    CommitId: sha,
    CommitMessage: commit.message,
    ConnectionArn,
    FullRepositoryName: fullName,
    ProviderType,
  };
}
