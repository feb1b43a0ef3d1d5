import type {
  CodepipelineWebhook,
  CodepipelineWebhookFilter,
} from "@cdktf/provider-aws/lib/codepipeline-webhook";
import { terraformAddress } from "../logical-ids/unique-addresses";
import { setLifecycle } from "../terraform/lifecycle";
import { markTag } from "./webhook-mark";
import type { WebhookSecret } from "./webhook-secret";

/**
 * Lets Terraform replace a webhook at AWS, and never update it: an update sends the secret that AWS answers, which is
 * `****`. What Terraform would update is ignored, and looked at by conditions: a plan that finds it changed fails.
 */
export function keepToItsSecret(
  receiver: CodepipelineWebhook,
  secret: WebhookSecret,
  { filter, hasMarkedTag }: { readonly filter: CodepipelineWebhookFilter; readonly hasMarkedTag: boolean },
): void {
  const wayOut = `Replace it, and GitHub's side follows: terraform apply -replace=${terraformAddress(receiver)}`;
  const filterIsOurs = {
    condition: `\${self.filter == toset([{json_path = "${filter.jsonPath}", match_equals = "${filter.matchEquals}"}])}`,
    errorMessage: `The filter of this webhook was changed at AWS. ${wayOut}`,
  };
  const secretIsOurs = {
    condition: `\${try(self.tags.${markTag}, "") == ${secret.fingerprint}}`,
    errorMessage: `Nothing shows that this webhook was made with the secret that GitHub has: AWS tells nobody. ${wayOut}`,
  };
  // A read answers **** for the secret, which would replace the webhook on every apply (terraform-provider-aws#41538).
  const ignoreChanges = ["authentication_configuration", "filter"];
  setLifecycle(
    receiver,
    hasMarkedTag
      ? {
          ignoreChanges: [...ignoreChanges, `tags["${markTag}"]`],
          postconditions: [filterIsOurs, secretIsOurs],
        }
      : { ignoreChanges, postconditions: [filterIsOurs] },
  );
}
