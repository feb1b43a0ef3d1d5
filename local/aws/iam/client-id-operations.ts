import { z } from "zod";
import { AwsError } from "../client/aws-error";
import { type Answer, xmlAnswer } from "../gateway/answer";
import type { AwsRequest } from "../gateway/aws-request";
import type { Scope } from "../gateway/scope";

/** Adds an audience to an OIDC provider. */
export async function addClientId(request: AwsRequest, scope: Scope): Promise<Answer> {
  return changed(request, scope, "add-client-id");
}

/** Takes an audience from an OIDC provider. */
export async function removeClientId(request: AwsRequest, scope: Scope): Promise<Answer> {
  return changed(request, scope, "remove-client-id");
}

async function changed({ body, operation }: AwsRequest, scope: Scope, change: string): Promise<Answer> {
  const form = new URLSearchParams(body.toString());
  const arn = form.get("OpenIDConnectProviderArn") ?? "";
  const query = new URLSearchParams({ account: scope.accountId, arn, id: form.get("ClientID") ?? "" });
  const response = await fetch(`${scope.moto.endpoint}/local-aws/${change}?${query}`);
  if (!z.boolean().parse(await response.json())) {
    throw new AwsError("NoSuchEntity", `OpenIDConnect Provider not found for arn ${arn}`, 404);
  }
  return xmlAnswer(
    `<${operation}Response xmlns="https://iam.amazonaws.com/doc/2010-05-08/">` +
      `<ResponseMetadata><RequestId>local-aws</RequestId></ResponseMetadata></${operation}Response>`,
  );
}
