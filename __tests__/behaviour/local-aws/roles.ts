import type { AwsClient } from "../../../local/aws/client/aws-client";
import type { TestAccount } from "./on-local-aws";

/** A policy document. */
export function policyOf(...statements: readonly object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

/** A statement that allows. */
export const allow = (Action: string | string[], Resource: string | string[], more: object = {}) => ({
  Effect: "Allow",
  Action,
  Resource,
  ...more,
});

/** A statement that denies. */
export const deny = (Action: string | string[], Resource: string | string[], more: object = {}) => ({
  ...allow(Action, Resource, more),
  Effect: "Deny",
});

/** Gives the role `worker` an inline policy, in place of the one that it has. */
export async function putPolicy(
  account: TestAccount,
  statements: readonly object[],
  RoleName = "worker",
): Promise<void> {
  const PolicyDocument = policyOf(...statements);
  await account.client.query("iam", "PutRolePolicy", { RoleName, PolicyName: "policy", PolicyDocument });
}

/** Somebody who acts as a role `worker` that has these statements. */
export async function worker(account: TestAccount, ...statements: readonly object[]): Promise<AwsClient> {
  await account.createRole("worker", "codebuild.amazonaws.com");
  if (statements.length > 0) await putPolicy(account, statements);
  return account.actAs("worker");
}

/** A managed policy of the account; answers with its ARN. */
export async function createManagedPolicy(
  account: TestAccount,
  PolicyName: string,
  ...statements: readonly object[]
): Promise<string> {
  const PolicyDocument = policyOf(...statements);
  await account.client.query("iam", "CreatePolicy", { PolicyName, PolicyDocument });
  return `arn:aws:iam::${account.accountId}:policy/${PolicyName}`;
}

/** Gives a bucket its policy. */
export async function putBucketPolicy(
  account: TestAccount,
  bucket: string,
  ...statements: readonly object[]
): Promise<void> {
  const response = await account.send("s3", "PUT", `/${bucket}?policy`, policyOf(...statements));
  if (!response.ok) throw new Error(await response.text());
}
