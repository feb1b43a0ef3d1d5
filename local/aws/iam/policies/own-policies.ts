import type { AwsClient } from "../../client/aws-client";
import { AwsError } from "../../client/aws-error";
import { elements } from "../../client/xml";
import type { Policy } from "../evaluation/statement-match";
import { documentIn, managedPolicy } from "./managed-policy";

/** The policies in line and attached of a role, a user or a group. */
export async function ownPolicies(
  iam: AwsClient,
  kind: "Role" | "User" | "Group",
  name: string,
): Promise<Policy[]> {
  const whose = { [`${kind}Name`]: name };
  const names = elements(await iam.query("iam", `List${kind}Policies`, whose), "member");
  const inline = names.map(async (PolicyName) => {
    const answer = await iam.query("iam", `Get${kind}Policy`, { ...whose, PolicyName });
    return { name: PolicyName, document: documentIn(answer, "PolicyDocument") };
  });
  const attached = elements(await iam.query("iam", `ListAttached${kind}Policies`, whose), "PolicyArn");
  return Promise.all([...inline, ...attached.map((arn) => managedPolicy(iam, arn))]);
}

/** The tags of a role or a user. */
export async function ownTags(
  iam: AwsClient,
  kind: "Role" | "User",
  name: string,
): Promise<Record<string, string>> {
  const xml = await iam.query("iam", `List${kind}Tags`, { [`${kind}Name`]: name });
  const values = elements(xml, "Value");
  return Object.fromEntries(elements(xml, "Key").map((key, index) => [key, values[index] ?? ""]));
}

/** IAM's answer about a role or a user, or undefined where there is none of that name. */
export async function shown(
  iam: AwsClient,
  kind: "Role" | "User",
  name: string,
): Promise<string | undefined> {
  try {
    return await iam.query("iam", `Get${kind}`, { [`${kind}Name`]: name });
  } catch (error) {
    if (error instanceof AwsError && error.code === "NoSuchEntity") return undefined;
    throw error;
  }
}
