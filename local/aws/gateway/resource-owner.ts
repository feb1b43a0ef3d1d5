import { parseArn } from "../arn";
import { isObject } from "../json";
import { bucketOwner } from "../s3/bucket-owner";
import type { AwsRequest } from "./aws-request";
import type { Scope } from "./scope";

type Owner = (request: AwsRequest, scope: Scope) => string | undefined | Promise<string | undefined>;

// By service: how a request names a resource of another account.
const OWNERS: Readonly<Record<string, Owner>> = {
  s3: ({ url }, scope) => bucketOwner(scope, decodeURIComponent(url.pathname.split("/")[1] ?? "")),
  ecr: (request) => textIn(request, "registryId"),
  kms: (request) => accountIn(textIn(request, "KeyId")),
  lambda: ({ url }) => accountIn(decodeURIComponent(url.pathname.split("/")[3] ?? "")),
  secretsmanager: (request) => accountIn(textIn(request, "SecretId")),
  sns: ({ body }) => {
    const form = new URLSearchParams(body.toString());
    return accountIn(form.get("TopicArn") ?? form.get("TargetArn") ?? "");
  },
  sqs: (request) => /\/(\d{12})\/[^/]+$/.exec(textIn(request, "QueueUrl") ?? "")?.[1],
};

/** The account whose resource a request is about: another than the caller's only where the request says so. */
export async function resourceOwner(request: AwsRequest, scope: Scope): Promise<string> {
  return (await OWNERS[request.service]?.(request, scope)) ?? scope.accountId;
}

function textIn(request: AwsRequest, field: string): string | undefined {
  if (request.protocol !== "json")
    return new URLSearchParams(request.body.toString()).get(field) ?? undefined;
  const input: unknown = JSON.parse(request.body.toString() || "{}");
  const value = isObject(input) ? input[field] : undefined;
  return typeof value === "string" && value !== "" ? value : undefined;
}

function accountIn(arn: string | undefined): string | undefined {
  return arn === undefined ? undefined : parseArn(arn)?.accountId;
}
