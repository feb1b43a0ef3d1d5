import { answerLayer, LAYER_PATH } from "../ecr/layers";
import { assumeRoleWithWebIdentity } from "../sts/assume-role-with-web-identity";
import type { Answer } from "./answer";
import type { AwsRequest } from "./aws-request";
import type { Scopes } from "./scope";
import { answerWebhookDelivery, WEBHOOK_PATH } from "./webhook-endpoint";

/** Answers a request that nobody signed: a webhook's delivery, an image's layer, a token's exchange. Undefined: not ours. */
export async function answerUnsigned(
  request: AwsRequest,
  scopes: Scopes,
  remoteAddress: string | undefined,
): Promise<Answer | undefined> {
  const { pathname } = request.url;
  if (pathname === WEBHOOK_PATH) return answerWebhookDelivery(request, remoteAddress, scopes.all());
  if (pathname.startsWith(LAYER_PATH)) return answerLayer(pathname, scopes.all());
  if (request.operation === "AssumeRoleWithWebIdentity") {
    return assumeRoleWithWebIdentity(request, { inAccount: (account) => scopes.of(account, request.region) });
  }
  return undefined;
}
