import { CodepipelineWebhook } from "@cdktf/provider-aws/lib/codepipeline-webhook";
import { RepositoryWebhook } from "@cdktf/provider-github/lib/repository-webhook";
import { Construct } from "constructs";
import { nameRules } from "../aws/name-rules";
import { check } from "../findings/check";
import { invalidName } from "../findings/errors";
import { type LogicalIdProps, setLogicalId } from "../logical-ids/logical-id";
import { terraformAddress } from "../logical-ids/unique-addresses";
import { writesHcl } from "../terraform/output-form";
import { type WebhookSecret, type WebhookSecretKind, webhookSecret } from "./webhook-secret";

/** What a user may choose about the webhook; the rest follows from the source. */
export interface GithubWebhookOptions extends LogicalIdProps {
  /** 1 to 100 characters, unique in the Region. @default the pipeline's name */
  readonly webhookName?: string;
  /** What makes the secret that both sides share. @default "random_id" */
  readonly secret?: WebhookSecretKind;
  /** Logical ID of the secret. @default "webhook" */
  readonly secretLogicalId?: string;
}

export interface GithubWebhookProps extends GithubWebhookOptions {
  readonly webhookName: string;
  readonly pipelineName: string;
  /** The source action that a push starts. */
  readonly targetAction: string;
  /** The repository's name, without its owner: the GitHub provider knows that. */
  readonly repository: string;
}

/** A webhook pair: CodePipeline's side, GitHub's side, and the one secret that signs every push. */
export class GithubWebhook extends Construct {
  constructor(scope: Construct, id: string, props: GithubWebhookProps) {
    super(scope, id);
    setLogicalId(this, props.logicalId);
    const secret = this.createSecret(props);
    const receiver = this.receivePushes(props, secret);
    this.sendPushes(props, receiver, secret);
    check(this, () => invalidName("webhookName", props.webhookName, nameRules.webhook));
  }

  private createSecret({ secret, secretLogicalId, pipelineName }: GithubWebhookProps): WebhookSecret {
    const scope = new Construct(this, "shared");
    setLogicalId(scope, secretLogicalId ?? "webhook");
    return webhookSecret(scope, secret ?? "random_id", pipelineName);
  }

  private receivePushes(props: GithubWebhookProps, secret: WebhookSecret): CodepipelineWebhook {
    return new CodepipelineWebhook(this, "receiver", {
      name: props.webhookName,
      targetPipeline: props.pipelineName,
      targetAction: props.targetAction,
      authentication: "GITHUB_HMAC",
      authenticationConfiguration: { secretToken: secret.hex },
      filter: [{ jsonPath: "$.ref", matchEquals: "refs/heads/{Branch}" }],
      lifecycle: {
        // AWS answers with a redacted secret, which would replace the webhook on every apply (terraform-provider-aws#41538).
        ignoreChanges: ["authentication_configuration"],
        // Terraform's JSON takes a bare address here and refuses "${…}" (terraform-cdk#3532); its HCL is the other way round.
        replaceTriggeredBy: [writesHcl(this) ? secret.resource : String(terraformAddress(secret.resource))],
      },
    });
  }

  private sendPushes(props: GithubWebhookProps, receiver: CodepipelineWebhook, secret: WebhookSecret): void {
    new RepositoryWebhook(this, "sender", {
      repository: props.repository,
      events: ["push"],
      configuration: {
        url: receiver.url,
        contentType: "json",
        insecureSsl: false,
        secret: secret.hex,
      },
    });
  }
}
