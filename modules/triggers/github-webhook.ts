import { CodepipelineWebhook } from "@cdktf/provider-aws/lib/codepipeline-webhook";
import { RepositoryWebhook } from "@cdktf/provider-github/lib/repository-webhook";
import { Construct } from "constructs";
import { nameRules } from "../aws/name-rules";
import { check } from "../findings/check";
import { invalidName } from "../findings/value-errors";
import { warn } from "../findings/warnings";
import { type LogicalIdProps, setLogicalId } from "../logical-ids/logical-id";
import { keepToItsSecret } from "./webhook-guard";
import { markedName, markedTag } from "./webhook-mark";
import { type WebhookSecret, type WebhookSecretKind, webhookSecret } from "./webhook-secret";

/** What a user may choose about the webhook; the rest follows from the source. */
export interface GithubWebhookOptions extends LogicalIdProps {
  /**
   * A name that stays, 1 to 100 characters, unique in the Region: for a webhook that exists.
   * @default the pipeline's name and eight digits that follow from the secret
   */
  readonly webhookName?: string;
  /** What makes the secret that both sides share. @default "random_bytes" */
  readonly secret?: WebhookSecretKind;
  /** Logical ID of the secret. @default "webhook" */
  readonly secretLogicalId?: string;
}

export interface GithubWebhookProps extends GithubWebhookOptions {
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
    if (props.secret === "random_id") warn(this, "printedSecret");
    check(this, () => invalidName("webhookName", props.webhookName, nameRules.webhook));
  }

  private createSecret({ secret, secretLogicalId, pipelineName }: GithubWebhookProps): WebhookSecret {
    const scope = new Construct(this, "shared");
    setLogicalId(scope, secretLogicalId ?? "webhook");
    return webhookSecret(scope, secret ?? "random_bytes", pipelineName);
  }

  private receivePushes(props: GithubWebhookProps, secret: WebhookSecret): CodepipelineWebhook {
    const { webhookName, pipelineName, targetAction } = props;
    const mark =
      webhookName === undefined ? markedName(pipelineName, secret) : markedTag(webhookName, secret);
    const receiver = new CodepipelineWebhook(this, "receiver", {
      ...mark,
      targetPipeline: pipelineName,
      targetAction,
      authentication: "GITHUB_HMAC",
      authenticationConfiguration: { secretToken: secret.hex },
      filter: [pushToTheBranch],
    });
    keepToItsSecret(receiver, secret, { filter: pushToTheBranch, hasMarkedTag: mark.tags !== undefined });
    return receiver;
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

/** The branch that the source action reads. */
const pushToTheBranch = { jsonPath: "$.ref", matchEquals: "refs/heads/{Branch}" };
