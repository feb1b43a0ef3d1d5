import { randomBytes } from "node:crypto";
import { z } from "zod";
import { AwsError } from "../client/aws-error";
import { type Scope, ScopedState } from "../gateway/scope";
import { checkJsonPath, InvalidJsonPath } from "../json-path";
import { pipelineNamed } from "./pipelines";

/** A webhook as PutWebhook takes it. */
export const webhookDefinition = z.object({
  name: z.string().regex(/^[A-Za-z0-9.@\-_]{1,100}$/),
  targetPipeline: z.string(),
  targetAction: z.string(),
  filters: z.array(z.object({ jsonPath: z.string(), matchEquals: z.string().optional() })).max(5),
  authentication: z.enum(["GITHUB_HMAC", "IP", "UNAUTHENTICATED"]),
  authenticationConfiguration: z.object({
    SecretToken: z.string().min(1).max(100).optional(),
    AllowedIPRange: z.string().optional(),
  }),
});

export type WebhookDefinition = z.output<typeof webhookDefinition>;

/** A webhook that exists. Whoever knows its token knows its address. */
export interface Webhook {
  readonly arn: string;
  readonly token: string;
  definition: WebhookDefinition;
}

/** The webhooks of an account and region, by name. */
export const webhooksIn = new ScopedState(() => new Map<string, Webhook>());

/** Creates the webhook, or changes it and keeps its address. */
export function putWebhook(scope: Scope, definition: WebhookDefinition): Webhook {
  checkWebhook(scope, definition);
  const webhooks = webhooksIn.of(scope);
  const webhook = webhooks.get(definition.name) ?? {
    arn: scope.arn("codepipeline", `webhook:${definition.name}`),
    token: randomBytes(32).toString("base64url"),
    definition,
  };
  webhook.definition = definition;
  webhooks.set(definition.name, webhook);
  return webhook;
}

/** The webhook as AWS shows it: the address, and **** for the secret. */
export function shownWebhook(scope: Scope, { arn, token, definition }: Webhook): object {
  const { authenticationConfiguration } = definition;
  const masked = authenticationConfiguration.SecretToken === undefined ? {} : { SecretToken: "****" };
  return {
    arn,
    url: `${scope.gatewayEndpoint}/trigger?t=${token}&v=1`,
    definition: { ...definition, authenticationConfiguration: { ...authenticationConfiguration, ...masked } },
  };
}

function checkWebhook(scope: Scope, definition: WebhookDefinition): void {
  const { declaration } = pipelineNamed(scope, definition.targetPipeline);
  const actions = declaration.stages.flatMap((stage) => stage.actions.map(({ name }) => name));
  if (!actions.includes(definition.targetAction)) {
    throw new AwsError(
      "ValidationException",
      `The pipeline ${declaration.name} has no action '${definition.targetAction}'; it has ${actions.join(", ")}`,
    );
  }
  const { SecretToken, AllowedIPRange } = definition.authenticationConfiguration;
  const needed = { GITHUB_HMAC: SecretToken, IP: AllowedIPRange, UNAUTHENTICATED: "" };
  if (needed[definition.authentication] === undefined) {
    throw new AwsError(
      "InvalidWebhookAuthenticationParametersException",
      `The authentication ${definition.authentication} needs a ${definition.authentication === "IP" ? "AllowedIPRange" : "SecretToken"}`,
    );
  }
  for (const { jsonPath } of definition.filters) {
    try {
      checkJsonPath(jsonPath);
    } catch (error) {
      if (!(error instanceof InvalidJsonPath)) throw error;
      throw new AwsError("InvalidWebhookFilterPatternException", error.message);
    }
  }
}
