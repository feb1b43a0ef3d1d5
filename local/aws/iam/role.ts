import { parseArn } from "../arn";
import { AwsClient } from "../client/aws-client";
import { AwsError } from "../client/aws-error";
import { elements, elementText } from "../client/xml";
import type { Scope } from "../gateway/scope";
import { allows, statementsOf, trusts } from "./policy";

/** Why an AWS service can't assume a role, or undefined when it can. */
export async function whyNotAssumable(
  scope: Scope,
  roleArn: string,
  service: string,
): Promise<string | undefined> {
  const role = roleOf(scope, roleArn);
  if (role === undefined) return `"${roleArn}" is not the ARN of a role`;
  const trustPolicy = await trustPolicyOf(role);
  if (trustPolicy === undefined) return `the role ${roleArn} does not exist`;
  if (trusts(statementsOf(trustPolicy), service)) return undefined;
  return `the trust policy of the role ${roleArn} does not let ${service} assume it`;
}

/** Why a role's policies don't allow an action on a resource, or undefined when they do. */
export async function whyNotAllowed(
  scope: Scope,
  roleArn: string,
  action: string,
  resource: string,
): Promise<string | undefined> {
  const role = roleOf(scope, roleArn);
  const statements = role === undefined ? [] : (await policiesOf(role)).flatMap(statementsOf);
  return allows(statements, action, resource)
    ? undefined
    : `no policy of the role ${roleArn} allows ${action} on ${resource}`;
}

interface Role {
  readonly iam: AwsClient;
  readonly name: string;
}

function roleOf(scope: Scope, roleArn: string): Role | undefined {
  const arn = parseArn(roleArn);
  if (arn?.service !== "iam" || !arn.resource.startsWith("role/")) return undefined;
  const iam = new AwsClient(scope.moto.endpoint, arn.accountId, scope.region);
  return { iam, name: arn.resource.split("/").at(-1) ?? "" };
}

async function trustPolicyOf({ iam, name }: Role): Promise<string | undefined> {
  try {
    return document(await iam.query("iam", "GetRole", { RoleName: name }), "AssumeRolePolicyDocument");
  } catch (error) {
    if (error instanceof AwsError && error.code === "NoSuchEntity") return undefined;
    throw error;
  }
}

async function policiesOf({ iam, name }: Role): Promise<string[]> {
  const inlineNames = elements(await iam.query("iam", "ListRolePolicies", { RoleName: name }), "member");
  const inline = inlineNames.map(async (PolicyName) =>
    document(await iam.query("iam", "GetRolePolicy", { RoleName: name, PolicyName }), "PolicyDocument"),
  );
  const attached = elements(
    await iam.query("iam", "ListAttachedRolePolicies", { RoleName: name }),
    "PolicyArn",
  );
  const managed = attached.map(async (PolicyArn) => {
    const policy = await iam.query("iam", "GetPolicy", { PolicyArn });
    const VersionId = elementText(policy, "DefaultVersionId") ?? "";
    return document(await iam.query("iam", "GetPolicyVersion", { PolicyArn, VersionId }), "Document");
  });
  return Promise.all([...inline, ...managed]);
}

function document(xml: string, element: string): string {
  const text = elementText(xml, element);
  if (text === undefined) throw new Error(`moto's answer has no ${element}: ${xml}`);
  return decodeURIComponent(text);
}
