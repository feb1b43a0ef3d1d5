import type { LocalAccount } from "../../local/aws/local-account";

/** A source action of a pipeline, whose output artifact has the action's name. */
export interface SourceByHand {
  readonly name: string;
  readonly type: string;
  readonly configuration: Readonly<Record<string, string>>;
}

/** A branch `main` that is read with a token. */
export const githubV1 = (owner: string, repository: string, name = "Code"): SourceByHand => ({
  name,
  type: "ThirdParty/GitHub",
  configuration: {
    Owner: owner,
    Repo: repository,
    Branch: "main",
    OAuthToken: "of-the-source",
    PollForSourceChanges: "false",
  },
});

/** A branch `main` that is read through a connection, whose changes start nothing. */
export const connected = (connectionArn: string, fullRepositoryId: string): SourceByHand => ({
  name: "Code",
  type: "AWS/CodeStarSourceConnection",
  configuration: {
    ConnectionArn: connectionArn,
    FullRepositoryId: fullRepositoryId,
    BranchName: "main",
    DetectChanges: "false",
  },
});

/** The image `latest` of a repository. */
export const image = (repositoryName: string): SourceByHand => ({
  name: "Image",
  type: "AWS/ECR",
  configuration: { RepositoryName: repositoryName, ImageTag: "latest" },
});

/** A connection that somebody has confirmed; answers with its ARN. */
export async function confirmedConnection(account: LocalAccount, name: string): Promise<string> {
  await account.createConnection(name);
  const [arn] = await account.confirmConnections();
  if (arn === undefined) throw new Error(`The connection ${name} was not confirmed.`);
  return arn;
}

/** What pipelines made by hand need beside themselves: a role and a bucket. */
export async function prepareForPipelines(account: LocalAccount, bucket: string): Promise<void> {
  await account.createBucket(bucket);
  await account.query("iam", "CreateRole", {
    RoleName: "by-hand",
    AssumeRolePolicyDocument: policyOf({
      Principal: { Service: "codepipeline.amazonaws.com" },
      Action: "sts:AssumeRole",
    }),
  });
  const Action = ["s3:*", "ecr:DescribeImages", "codeconnections:UseConnection"];
  await account.query("iam", "PutRolePolicy", {
    RoleName: "by-hand",
    PolicyName: "sources",
    PolicyDocument: policyOf({ Action, Resource: "*" }),
  });
}

/** A pipeline that no stack of ours made: its sources, then the stage `Release`, in which somebody approves. It runs at once. */
export async function createPipelineByHand(
  account: LocalAccount,
  name: string,
  sources: readonly SourceByHand[],
  bucket: string,
): Promise<void> {
  const approve = {
    name: "Approve",
    actionTypeId: { category: "Approval", owner: "AWS", provider: "Manual", version: "1" },
  };
  const pipeline = {
    name,
    roleArn: `arn:aws:iam::${account.accountId}:role/by-hand`,
    artifactStore: { type: "S3", location: bucket },
    pipelineType: "V2",
    stages: [
      { name: "Source", actions: sources.map(sourceAction) },
      { name: "Release", actions: [approve] },
    ],
  };
  await account.call("codepipeline", "CreatePipeline", { pipeline });
}

function sourceAction({ name, type, configuration }: SourceByHand): object {
  const [owner, provider] = type.split("/");
  return {
    name,
    actionTypeId: { category: "Source", owner, provider, version: "1" },
    configuration,
    outputArtifacts: [{ name }],
  };
}

function policyOf(statement: object): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] });
}
