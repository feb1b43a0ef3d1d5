import { afterAll, beforeAll } from "vitest";
import { AwsClient } from "../../../local/aws/client/aws-client";
import { LocalAccount } from "../../../local/aws/local-account";
import { type LocalAws, startLocalAws } from "../../../local/aws/local-aws";
import { missingForLocalAws } from "../../../local/aws/missing-for-local-aws";
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

/** Tests that share one local AWS. `newAccount` gives each its own account. */
export function onLocalAws(name: string, suite: (newAccount: () => TestAccount) => void): void {
  requires(missingForLocalAws())(name, () => {
    let aws: LocalAws | undefined;
    let accounts = 0;
    beforeAll(async () => {
      aws = await startLocalAws();
    });
    afterAll(() => aws?.stop());

    const endpoint = () => {
      if (aws === undefined) throw new Error("The local AWS runs only while a test does.");
      return aws.endpoint;
    };
    suite(() => {
      accounts += 1;
      return new TestAccount(endpoint(), String(100_000_000_000 + accounts));
    });
  });
}
