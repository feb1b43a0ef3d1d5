import type { AwsClient } from "../../client/aws-client";
import { elementText } from "../../client/xml";
import { readPolicyDocument } from "../evaluation/policy-document";
import type { Policy } from "../evaluation/statement-match";

/** A managed policy in the version that is its default. */
export async function managedPolicy(iam: AwsClient, PolicyArn: string): Promise<Policy> {
  const policy = await iam.query("iam", "GetPolicy", { PolicyArn });
  const VersionId = elementText(policy, "DefaultVersionId") ?? "";
  const version = await iam.query("iam", "GetPolicyVersion", { PolicyArn, VersionId });
  return { name: PolicyArn, document: documentIn(version, "Document") };
}

/** The policy document in an element of an answer of IAM. */
export function documentIn(xml: string, element: string): Policy["document"] {
  const text = elementText(xml, element);
  if (text === undefined) throw new Error(`moto's answer has no ${element}: ${xml}`);
  return readPolicyDocument(decodeURIComponent(text));
}
