import { BlockList } from "node:net";
import { AwsError } from "../client/aws-error";
import { isSignedBy, receiveDelivery } from "../codepipeline/webhook-delivery";
import { type Webhook, webhooksIn } from "../codepipeline/webhooks";
import type { Answer } from "./answer";
import type { AwsRequest } from "./aws-request";
import type { Scope } from "./scope";

/** Where the webhooks of CodePipeline are delivered; the query tells which one. */
export const WEBHOOK_PATH = "/trigger";

/** Answers a delivery: 404 for an unknown webhook, 401 without its proof, else what was started and why not. */
export async function answerWebhookDelivery(
  request: AwsRequest,
  remoteAddress: string | undefined,
  scopes: readonly Scope[],
): Promise<Answer> {
  const token = request.url.searchParams.get("t") ?? "";
  for (const scope of scopes) {
    const webhook = [...webhooksIn.of(scope).values()].find((candidate) => candidate.token === token);
    if (webhook === undefined) continue;
    if (!isAuthentic(webhook, request, remoteAddress)) {
      return json(401, { message: `The delivery does not pass ${webhook.definition.authentication}.` });
    }
    return deliver(scope, webhook, request.body);
  }
  return json(404, { message: "No webhook has this address." });
}

async function deliver(scope: Scope, webhook: Webhook, body: Buffer): Promise<Answer> {
  let payload: unknown;
  try {
    payload = JSON.parse(body.toString());
  } catch (error) {
    return json(400, {
      message: `The delivery is not JSON: ${error instanceof Error ? error.message : error}.`,
    });
  }
  try {
    return json(200, await receiveDelivery(scope, webhook, payload));
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return json(200, { started: null, reason: `${error.code}: ${error.message}` });
  }
}

function isAuthentic(webhook: Webhook, request: AwsRequest, remoteAddress: string | undefined): boolean {
  const { authentication, authenticationConfiguration } = webhook.definition;
  if (authentication === "UNAUTHENTICATED") return true;
  if (authentication === "GITHUB_HMAC") return isSignedBy(webhook, request.body, request.headers);
  const [network = "", prefix = "32"] = (authenticationConfiguration.AllowedIPRange ?? "").split("/");
  const allowed = new BlockList();
  allowed.addSubnet(network, Number(prefix), "ipv4");
  return remoteAddress !== undefined && allowed.check(remoteAddress, "ipv4");
}

function json(status: number, content: object): Answer {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(content) };
}
