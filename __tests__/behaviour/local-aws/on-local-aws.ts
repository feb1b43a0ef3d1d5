import { afterAll, beforeAll } from "vitest";
import { AwsClient } from "../../../local/aws/client/aws-client";
import { missingForBuilds } from "../../../local/aws/codebuild/commands/missing-for-builds";
import type { Scope } from "../../../local/aws/gateway/scope";
import { LocalAccount } from "../../../local/aws/local-account";
import { type LocalAws, startLocalAws } from "../../../local/aws/local-aws";
import { missingForLocalAws } from "../../../local/aws/missing-for-local-aws";
import { type LocalGithub, startLocalGithub } from "../../../local/github/local-github";
import { LocalRepository } from "../../../local/github/local-repository";
import { requires } from "../../support/requires";

/** One AWS account, of which a test needs no more than its own things. */
export class TestAccount extends LocalAccount {
  readonly client: AwsClient;

  constructor(endpoint: string, accountId: string, region?: string) {
    super(endpoint, accountId, region);
    this.client = new AwsClient(endpoint, accountId, this.region);
  }

  arn(service: string, resource: string): string {
    return `arn:aws:${service}:${this.region}:${this.accountId}:${resource}`;
  }

  /** A key of KMS that its account may let roles use. Answers with its ARN. */
  async createOwnKey(): Promise<string> {
    const answer = await this.call("kms", "CreateKey");
    return (answer as { KeyMetadata: { Arn: string } }).KeyMetadata.Arn;
  }

  /** A role that a service may assume, with one inline policy that allows actions everywhere. */
  async createRole(name: string, service: string, actions: readonly string[] = []): Promise<string> {
    await this.client.query("iam", "CreateRole", {
      RoleName: name,
      AssumeRolePolicyDocument: policy({ Principal: { Service: service }, Action: "sts:AssumeRole" }),
    });
    if (actions.length > 0) {
      await this.client.query("iam", "PutRolePolicy", {
        RoleName: name,
        PolicyName: "actions",
        PolicyDocument: policy({ Action: actions, Resource: "*" }),
      });
    }
    return `arn:aws:iam::${this.accountId}:role/${name}`;
  }
}

function policy(statement: object): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] });
}

/** What stands behind the accounts of a suite. */
export interface Behind {
  /** What the engine sees of an account, in its own region or another. */
  scopeOf(account: TestAccount, region?: string): Scope;
  /** A repository of the local GitHub that the local AWS reads. */
  repository(fullName: string): LocalRepository;
  githubUrl(): string;
}

/** Tests that share one local AWS. `newAccount` gives each its own account; `tools` are what their builds call. */
export function onLocalAws(
  name: string,
  suite: (newAccount: () => TestAccount, behind: Behind) => void,
  tools: readonly string[] = [],
): void {
  requires(missingForLocalAws() ?? missingForBuilds(tools))(name, () => {
    let running: { readonly aws: LocalAws; readonly github: LocalGithub } | undefined;
    let accounts = 0;
    beforeAll(async () => {
      const github = await startLocalGithub();
      running = { github, aws: await startLocalAws({ githubUrl: github.url }) };
    });
    afterAll(async () => {
      await running?.aws.stop();
      await running?.github.stop();
    });

    const local = () => {
      if (running === undefined) throw new Error("The local AWS runs only while a test does.");
      return running;
    };
    const newAccount = () => {
      accounts += 1;
      return new TestAccount(local().aws.endpoint, String(100_000_000_000 + accounts));
    };
    suite(newAccount, {
      scopeOf: ({ accountId, region }, other = region) => local().aws.scopeOf(accountId, other),
      githubUrl: () => local().github.url,
      repository: (fullName) => {
        const [owner = "", repo = ""] = fullName.split("/");
        return new LocalRepository(local().github.url, owner, repo);
      },
    });
  });
}
