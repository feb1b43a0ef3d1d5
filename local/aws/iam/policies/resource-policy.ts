import { z } from "zod";
import { type Arn, parseArn } from "../../arn";
import { AwsClient } from "../../client/aws-client";
import { AwsError } from "../../client/aws-error";
import { elements } from "../../client/xml";
import type { Scope } from "../../gateway/scope";
import { bucketPoliciesIn } from "../../s3/bucket-policies";
import type { ApplicablePolicies } from "../evaluation/decision";
import { readPolicyDocument } from "../evaluation/policy-document";
import type { Permission } from "../requests/permission";
import { rolePoliciesOf } from "./role-policies";

type OfResource = Pick<ApplicablePolicies, "resource" | "resourceMustAllow" | "resourcePolicyType">;

/** The JSON of a resource's policy; undefined when it has none. The scope is that of the resource. */
type Lookup = (scope: Scope, arn: Arn) => Promise<string | undefined>;

const policyAnswer = z.looseObject({ Policy: z.string().optional() });

// By service of the action.
const POLICIES: Readonly<Record<string, Lookup>> = {
  s3: async (scope, { resource }) => bucketPoliciesIn.of(scope).get(resource.split("/")[0] ?? ""),
  kms: async ({ moto }, { resource }) => {
    const input = { KeyId: resource.replace(/^key\//, ""), PolicyName: "default" };
    return policyAnswer.parse(await moto.call("kms", "GetKeyPolicy", input)).Policy;
  },
  ecr: async ({ moto }, { resource }) => {
    const repositoryName = resource.replace(/^repository\//, "");
    const answer = await moto.call("ecr", "GetRepositoryPolicy", { repositoryName });
    return z.looseObject({ policyText: z.string().optional() }).parse(answer).policyText;
  },
  sns: topicPolicy,
  sqs: async ({ moto, accountId }, { resource }) => {
    const input = { QueueUrl: `${moto.endpoint}/${accountId}/${resource}`, AttributeNames: ["Policy"] };
    const answer = z.looseObject({ Attributes: policyAnswer.optional() });
    return answer.parse(await moto.call("sqs", "GetQueueAttributes", input)).Attributes?.Policy;
  },
  secretsmanager: async ({ moto, arn }, { resource }) => {
    const input = { SecretId: arn("secretsmanager", resource) };
    const answer = z.looseObject({ ResourcePolicy: z.string().optional() });
    return answer.parse(await moto.call("secretsmanager", "GetResourcePolicy", input)).ResourcePolicy;
  },
  lambda: functionPolicy,
};

// A key's and a role's own policy has to let in whoever uses it.
const MUST_ALLOW = ["kms", "sts"];

/** What a resource's own policy has to say in a request. */
export async function resourcePolicyOf(scope: Scope, permission: Permission): Promise<OfResource> {
  const service = permission.action.split(":")[0] ?? "";
  const arn = parseArn(permission.resource);
  const resourceMustAllow = MUST_ALLOW.includes(service);
  if (service === "sts") {
    const resource = (await rolePoliciesOf(scope, permission.resource))?.trust;
    return { resource, resourceMustAllow, resourcePolicyType: "role trust policy" };
  }
  const lookup = POLICIES[service];
  if (arn === undefined || lookup === undefined) return {};
  const json = await existing(lookup(scopeOf(scope, permission, arn), arn));
  if (json === undefined) return { resourceMustAllow };
  const resource = { name: `policy of ${permission.resource}`, document: readPolicyDocument(json) };
  return { resource, resourceMustAllow };
}

function scopeOf(scope: Scope, { accountId }: Permission, arn: Arn): Scope {
  const owner = scope.inAccount(accountId ?? (arn.accountId || scope.accountId));
  return arn.region === "" ? owner : owner.inRegion(arn.region);
}

async function topicPolicy({ moto, arn }: Scope, { resource }: Arn): Promise<string | undefined> {
  const xml = await moto.query("sns", "GetTopicAttributes", { TopicArn: arn("sns", resource) });
  return elements(xml, "value")[elements(xml, "key").indexOf("Policy")];
}

// Asked of the gateway, whoever keeps functions.
async function functionPolicy(scope: Scope, { resource }: Arn): Promise<string | undefined> {
  const gateway = new AwsClient(scope.gatewayEndpoint, scope.accountId, scope.region);
  const [, name = "", qualifier] = resource.split(":");
  const query = qualifier === undefined ? "" : `?${new URLSearchParams({ Qualifier: qualifier })}`;
  const answer = await gateway.send("lambda", "GET", `/2015-03-31/functions/${name}/policy${query}`);
  return answer.ok ? policyAnswer.parse(await answer.json()).Policy : undefined;
}

/** What does not exist has no policy, and the operation tells so itself. */
async function existing(policy: Promise<string | undefined>): Promise<string | undefined> {
  try {
    const json = await policy;
    return json === undefined || json === "" || json === "{}" ? undefined : json;
  } catch (error) {
    if (error instanceof AwsError && error.status < 500) return undefined;
    throw error;
  }
}
