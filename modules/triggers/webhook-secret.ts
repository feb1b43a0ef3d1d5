import { Bytes } from "@cdktf/provider-random/lib/bytes";
import { Id } from "@cdktf/provider-random/lib/id";
import { Fn } from "cdktf";
import type { Construct } from "constructs";

/** `random_bytes` is never printed; the ID of a `random_id` is the secret, and every plan prints it. */
export const webhookSecretKinds = ["random_bytes", "random_id"] as const;

export type WebhookSecretKind = (typeof webhookSecretKinds)[number];

/** 32 random bytes as 64 hexadecimal digits: a secret with other characters makes CodePipeline ignore the webhook silently. */
export interface WebhookSecret {
  readonly hex: string;
  /** Eight digits of the secret's hash, to tell it from another. Plans show them: they leave 224 of its 256 bits to guess. */
  readonly fingerprint: string;
  /** No text at all, but not known to a plan that makes the secret: a name that ends in it is then replaced. */
  readonly unknownUntilMade: string;
}

const byteLength = 32;

/** The secret that both sides of a webhook share, made anew when the pipeline gets another name. */
export function webhookSecret(
  scope: Construct,
  kind: WebhookSecretKind,
  pipelineName: string,
): WebhookSecret {
  const keepers = { codepipeline_name: pipelineName };
  if (kind === "random_id") {
    const { hex } = new Id(scope, "secret", { keepers, byteLength });
    return { hex, ...beginningsOf(Fn.sha256(hex)) };
  }
  const { hex } = new Bytes(scope, "secret", { keepers, length: byteLength });
  return { hex, ...beginningsOf(Fn.nonsensitive(Fn.sha256(hex))) };
}

function beginningsOf(hash: string): Pick<WebhookSecret, "fingerprint" | "unknownUntilMade"> {
  return { fingerprint: Fn.substr(hash, 0, 8), unknownUntilMade: Fn.substr(hash, 0, 0) };
}
