import { Bytes } from "@cdktf/provider-random/lib/bytes";
import { Id } from "@cdktf/provider-random/lib/id";
import type { TerraformResource } from "cdktf";
import type { Construct } from "constructs";

/** `random_id` as in the book; `random_bytes` keeps the secret out of plans too, because its `hex` is sensitive. */
export const webhookSecretKinds = ["random_id", "random_bytes"] as const;

export type WebhookSecretKind = (typeof webhookSecretKinds)[number];

/** 32 random bytes as 64 hexadecimal digits: a secret with other characters makes CodePipeline ignore the webhook silently. */
export interface WebhookSecret {
  readonly hex: string;
  readonly resource: TerraformResource;
}

const byteLength = 32;

/** The secret that both sides of a webhook share, made anew when the pipeline gets another name. */
export function webhookSecret(
  scope: Construct,
  kind: WebhookSecretKind,
  pipelineName: string,
): WebhookSecret {
  const keepers = { codepipeline_name: pipelineName };
  const resource =
    kind === "random_bytes"
      ? new Bytes(scope, "secret", { keepers, length: byteLength })
      : new Id(scope, "secret", { keepers, byteLength });
  return { hex: resource.hex, resource };
}
