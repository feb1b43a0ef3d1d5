import { parseArn } from "../../arn";
import type { AwsClient } from "../../client/aws-client";
import { AwsError } from "../../client/aws-error";
import { elements, elementText } from "../../client/xml";
import type { Scope } from "../../gateway/scope";
import type { Policy } from "../evaluation/statement-match";
import { AccountState } from "./account-state";
import { documentIn, managedPolicy } from "./managed-policy";

/** A role and every policy that it has. */
export interface RolePolicies {
  /** AWS's own identifier, with which `aws:userid` begins. */
  readonly roleId: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly trust: Policy;
  /** How long a session of it may last. */
  readonly maxSessionSeconds: number;
  readonly identity: readonly Policy[];
  readonly boundary: Policy | undefined;
}

const known = new AccountState(() => new Map<string, Promise<RolePolicies | undefined>>());

/** A role with its policies, or undefined when it does not exist. Asked of moto once, until IAM changes. */
export async function rolePoliciesOf(scope: Scope, roleArn: string): Promise<RolePolicies | undefined> {
  const arn = parseArn(roleArn);
  if (arn?.service !== "iam" || !arn.resource.startsWith("role/")) return undefined;
  const roles = known.of(scope, arn.accountId);
  const asked = roles.get(roleArn) ?? ask(scope.inAccount(arn.accountId).moto, roleArn, arn.resource);
  roles.set(roleArn, asked);
  return asked;
}

/** Forgets what an account's roles may do, as somebody changed IAM. */
export function forgetRolePolicies(scope: Scope): void {
  known.of(scope).clear();
}

async function ask(iam: AwsClient, roleArn: string, resource: string): Promise<RolePolicies | undefined> {
  const RoleName = resource.split("/").at(-1) ?? "";
  const role = await getRole(iam, RoleName);
  // The path is part of a role's ARN, and nobody finds it by another.
  if (role === undefined || elementText(role, "Arn") !== roleArn) return undefined;
  const boundary = elementText(role, "PermissionsBoundaryArn");
  return {
    roleId: elementText(role, "RoleId") ?? "",
    tags: await tagsOf(iam, RoleName),
    trust: { name: "trust policy", document: documentIn(role, "AssumeRolePolicyDocument") },
    maxSessionSeconds: Number(elementText(role, "MaxSessionDuration")),
    identity: await identityPoliciesOf(iam, RoleName),
    boundary: boundary === undefined ? undefined : await managedPolicy(iam, boundary),
  };
}

async function getRole(iam: AwsClient, RoleName: string): Promise<string | undefined> {
  try {
    return await iam.query("iam", "GetRole", { RoleName });
  } catch (error) {
    if (error instanceof AwsError && error.code === "NoSuchEntity") return undefined;
    throw error;
  }
}

async function identityPoliciesOf(iam: AwsClient, RoleName: string): Promise<Policy[]> {
  const names = elements(await iam.query("iam", "ListRolePolicies", { RoleName }), "member");
  const inline = names.map(async (PolicyName) => {
    const answer = await iam.query("iam", "GetRolePolicy", { RoleName, PolicyName });
    return { name: PolicyName, document: documentIn(answer, "PolicyDocument") };
  });
  const attached = elements(await iam.query("iam", "ListAttachedRolePolicies", { RoleName }), "PolicyArn");
  return Promise.all([...inline, ...attached.map((arn) => managedPolicy(iam, arn))]);
}

async function tagsOf(iam: AwsClient, RoleName: string): Promise<Record<string, string>> {
  const xml = await iam.query("iam", "ListRoleTags", { RoleName });
  const values = elements(xml, "Value");
  return Object.fromEntries(elements(xml, "Key").map((key, index) => [key, values[index] ?? ""]));
}
