import { z } from "zod";
import { AwsError } from "../../../local/aws/client/aws-error";
import type { LocalAccount } from "../../../local/aws/local-account";
import type { PipelineRun } from "../../../local/aws/pipeline-run";
import { LocalRepository } from "../../../local/github/local-repository";
import { githubDotCom } from "../../../modules/github/github-url";
import type { StoryContext } from "../story";

export interface SmallPipelineSettings {
  readonly pipelineName: string;
  /** Where its GitHub is. */
  readonly githubUrl: string;
  /** What its source action calls the commit's files. */
  readonly outputArtifact: string;
}

/** Whose repositories the commits of small pipelines are in. */
export const ownerOfCommits = "example-organization";

const branch = "main";
const connections = z.object({
  Connections: z.array(z.object({ ConnectionName: z.string(), ConnectionArn: z.string() })),
});

/** A pipeline that somebody else made: it reads a branch at GitHub, and waits for a person. */
export class SmallPipeline {
  readonly pipelineName: string;
  readonly repository: LocalRepository;
  #commits = 0;

  constructor(
    private readonly settings: SmallPipelineSettings,
    private readonly context: StoryContext,
  ) {
    this.pipelineName = settings.pipelineName;
    const name = settings.pipelineName.replaceAll("@", "-");
    this.repository = new LocalRepository(context.githubUrl, ownerOfCommits, name);
  }

  /** Makes it, by the API; its first execution starts at once, and waits. */
  async create(): Promise<void> {
    const { account } = this.context;
    await this.commit();
    const [location, roleName] = [`story-${account.accountId}-${account.region}`, `story-${account.region}`];
    await createOnce(() => account.createBucket(location));
    await createOnce(() => createRole(account, roleName));
    const pipeline = {
      name: this.pipelineName,
      roleArn: `arn:aws:iam::${account.accountId}:role/${roleName}`,
      artifactStore: { type: "S3", location },
      pipelineType: "V2",
      executionMode: "SUPERSEDED",
      stages: [
        { name: "Source", actions: [await this.source()] },
        { name: "Approve", actions: [approval] },
      ],
    };
    await account.call("codepipeline", "CreatePipeline", { pipeline });
  }

  /** Commits something new; answers with its hash. */
  async commit(): Promise<string> {
    this.#commits += 1;
    const text = `A stand-in for the application of ${this.pipelineName}, ${this.#commits}.\n`;
    const { sha } = await this.repository.commit({
      branch,
      files: { "README.md": text },
      message: `Change ${this.#commits}`,
    });
    return sha;
  }

  /** Starts it by hand, and waits until its source has run. */
  async start(): Promise<PipelineRun> {
    const run = await this.context.account.run(this.pipelineName);
    for (;;) {
      await run.restWithin(1);
      const [source] = await run.actions();
      if (source !== undefined && source.status !== "InProgress") return run;
    }
  }

  private async source(): Promise<object> {
    const { owner, name } = this.repository;
    const { outputArtifact, githubUrl } = this.settings;
    const action = { name: "Source", outputArtifacts: [{ name: outputArtifact }] };
    if (githubUrl === githubDotCom) {
      const actionTypeId = { category: "Source", owner: "ThirdParty", provider: "GitHub", version: "1" };
      const where = { Owner: owner, Repo: name, Branch: branch };
      const configuration = { ...where, OAuthToken: "local", PollForSourceChanges: "false" };
      return { ...action, actionTypeId, configuration };
    }
    // A source of version 1 knows github.com only.
    const actionTypeId = {
      category: "Source",
      owner: "AWS",
      provider: "CodeStarSourceConnection",
      version: "1",
    };
    const configuration = {
      ConnectionArn: await this.connection(),
      FullRepositoryId: `${owner}/${name}`,
      BranchName: branch,
      DetectChanges: "false",
    };
    return { ...action, actionTypeId, configuration };
  }

  private async connection(): Promise<string> {
    const { account } = this.context;
    const ConnectionName = `story-${this.pipelineName}`.slice(0, 32);
    await account.createConnection(ConnectionName);
    await account.confirmConnections();
    const answer = await account.call("codeconnections", "ListConnections");
    const made = connections.parse(answer).Connections.find((one) => one.ConnectionName === ConnectionName);
    return made?.ConnectionArn ?? "";
  }
}

const approval = {
  name: "Approve",
  actionTypeId: { category: "Approval", owner: "AWS", provider: "Manual", version: "1" },
};

const document = (statement: object) =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] });

async function createRole(account: LocalAccount, RoleName: string): Promise<void> {
  const Principal = { Service: "codepipeline.amazonaws.com" };
  await account.query("iam", "CreateRole", {
    RoleName,
    AssumeRolePolicyDocument: document({ Principal, Action: "sts:AssumeRole" }),
  });
  await account.query("iam", "PutRolePolicy", {
    RoleName,
    PolicyName: "run",
    PolicyDocument: document({
      Action: ["s3:*", "codeconnections:UseConnection", "codestar-connections:UseConnection"],
      Resource: "*",
    }),
  });
}

/** Several pipelines share it. */
async function createOnce(create: () => Promise<void>): Promise<void> {
  try {
    await create();
  } catch (error) {
    const isThere = error instanceof Error && /AlreadyOwnedByYou/.test(error.message);
    if (!isThere && !(error instanceof AwsError && error.code === "EntityAlreadyExists")) throw error;
  }
}

/** Whether a pipeline of this name is there. */
export async function pipelineExists(account: LocalAccount, name: string): Promise<boolean> {
  try {
    await account.call("codepipeline", "GetPipeline", { name });
    return true;
  } catch (error) {
    if (error instanceof AwsError && error.code === "PipelineNotFoundException") return false;
    throw error;
  }
}
