import { createHmac, timingSafeEqual } from "node:crypto";
import type { Scope } from "../gateway/scope";
import { isObject } from "../json";
import { valueAt, valuesAt } from "../json-path";
import { startPipelineExecution } from "./executions";
import type { ActionDeclaration } from "./pipeline-declaration";
import { pipelineNamed } from "./pipelines";
import type { SourceRevision } from "./source-revisions";
import type { Webhook } from "./webhooks";

/** What came of a delivery to a webhook. */
export type WebhookOutcome =
  | { readonly started: string }
  | { readonly started: null; readonly reason: string };

/** Whether the signature headers prove the webhook's secret. */
export function isSignedBy(
  { definition }: Webhook,
  body: Buffer,
  headers: Readonly<Record<string, string | string[] | undefined>>,
): boolean {
  const secret = definition.authenticationConfiguration.SecretToken ?? "";
  const [header, algorithm] =
    headers["x-hub-signature-256"] === undefined
      ? [headers["x-hub-signature"], "sha1"]
      : [headers["x-hub-signature-256"], "sha256"];
  const expected = Buffer.from(`${algorithm}=${createHmac(algorithm, secret).update(body).digest("hex")}`);
  const given = Buffer.from(typeof header === "string" ? header : "");
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** Starts the webhook's pipeline when every filter matches the payload. */
export async function receiveDelivery(
  scope: Scope,
  { arn, definition }: Webhook,
  payload: unknown,
): Promise<WebhookOutcome> {
  const { declaration } = pipelineNamed(scope, definition.targetPipeline);
  const action = declaration.stages
    .flatMap((stage) => stage.actions)
    .find(({ name }) => name === definition.targetAction);
  if (action === undefined) {
    return { started: null, reason: `the pipeline has no action ${definition.targetAction} any more` };
  }
  for (const filter of definition.filters) {
    const reason = whyNotMatched(filter, action, payload);
    if (reason !== undefined) return { started: null, reason };
  }
  const execution = await startPipelineExecution(scope, {
    name: declaration.name,
    trigger: { triggerType: "Webhook", triggerDetail: arn },
    known: pushedRevision(action, payload),
  });
  return { started: execution.pipelineExecutionId };
}

function whyNotMatched(
  { jsonPath, matchEquals }: Webhook["definition"]["filters"][number],
  { configuration }: ActionDeclaration,
  payload: unknown,
): string | undefined {
  const found = valuesAt(jsonPath, payload);
  if (found.length === 0) return `the payload has nothing at ${jsonPath}`;
  if (matchEquals === undefined) return undefined;
  const expected = matchEquals.replace(
    /\{([^{}]+)\}/g,
    (placeholder, key: string) => configuration[key] ?? placeholder,
  );
  if (found.some((value) => String(value) === expected)) return undefined;
  return `${jsonPath} is ${JSON.stringify(found[0])}, not ${JSON.stringify(expected)}`;
}

function pushedRevision({ name }: ActionDeclaration, payload: unknown): SourceRevision[] {
  const commit = valueAt("$.head_commit", payload);
  const revisionId = valueAt("$.after", payload) ?? valueAt("$.head_commit.id", payload);
  if (typeof revisionId !== "string") return [];
  const { message, url } = isObject(commit) ? commit : {};
  return [
    {
      actionName: name,
      revisionId,
      ...(typeof message === "string" ? { revisionSummary: message } : {}),
      ...(typeof url === "string" ? { revisionUrl: url } : {}),
    },
  ];
}
