import type { CodepipelineWebhookConfig } from "@cdktf/provider-aws/lib/codepipeline-webhook";
import { Fn } from "cdktf";
import type { WebhookSecret } from "./webhook-secret";

/** What a webhook at AWS carries to show which secret it was made with: AWS itself answers `****`. */
export type WebhookMark = Pick<CodepipelineWebhookConfig, "name" | "tags">;

/** The tag that holds the mark where it is not in the name. */
export const markTag = "SecretFingerprint";

const longestName = 100;

/**
 * The mark in the name, so that a webhook that was made with another secret is replaced, whatever happened before.
 * The old one must go first: one that is replaced under its own name (`-replace`, or tainted) would otherwise be
 * overwritten, and then be deleted by that name.
 */
export function markedName(pipelineName: string, { fingerprint }: WebhookSecret): WebhookMark {
  const room = longestName - "-01234567".length;
  return { name: `${Fn.substr(pipelineName, 0, room)}-${fingerprint}` };
}

/** The mark in a tag, for a webhook that keeps its name. A tag replaces nothing, so a plan has to look at it. */
export function markedTag(webhookName: string, secret: WebhookSecret): WebhookMark {
  return { name: `${webhookName}${secret.unknownUntilMade}`, tags: { [markTag]: secret.fingerprint } };
}
