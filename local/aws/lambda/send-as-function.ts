import { parseArn } from "../arn";
import { AwsError } from "../client/aws-error";
import type { Scope } from "../gateway/scope";
import type { RoleSession } from "../iam/role-session";

/** What Lambda sends somewhere in the name of a function. */
export interface Message {
  readonly body: string;
  /** Attributes of a message in a queue or a topic, by name. */
  readonly attributes?: Readonly<
    Record<string, { readonly type: "String" | "Number"; readonly value: string }>
  >;
  /** Only for an event bus. */
  readonly event?: { readonly detailType: string; readonly resources: readonly string[] };
}

/** Sends to a queue, a topic, a function or an event bus, as the function's role. */
export async function sendAsFunction(
  scope: Scope,
  session: RoleSession,
  to: string,
  message: Message,
): Promise<void> {
  const arn = parseArn(to);
  const send = SENDERS[arn?.service ?? ""];
  if (arn === undefined || send === undefined) {
    const known = Object.keys(SENDERS).join(", ");
    throw new AwsError("InvalidParameterValueException", `Lambda here sends to ${known}, not to ${to}`);
  }
  await send(scope, session, to, message);
}

type Sender = (scope: Scope, session: RoleSession, to: string, message: Message) => Promise<void>;

const SENDERS: Readonly<Record<string, Sender>> = {
  sqs: sendMessage,
  sns: publish,
  lambda: invoke,
  events: putEvents,
};

async function sendMessage(scope: Scope, session: RoleSession, to: string, message: Message): Promise<void> {
  const { accountId, resource, region } = parseArn(to) ?? {};
  const attributes = Object.entries(message.attributes ?? {}).map(([name, { type, value }]) => [
    name,
    { DataType: type, StringValue: value },
  ]);
  await scope.as(session, region).call("sqs", "SendMessage", {
    QueueUrl: `${scope.gatewayEndpoint}/${accountId}/${resource}`,
    MessageBody: message.body,
    MessageAttributes: Object.fromEntries(attributes),
  });
}

async function publish(scope: Scope, session: RoleSession, to: string, message: Message): Promise<void> {
  const attributes = Object.entries(message.attributes ?? {}).flatMap(([name, { type, value }], index) => {
    const entry = `MessageAttributes.entry.${index + 1}`;
    return [
      [`${entry}.Name`, name],
      [`${entry}.Value.DataType`, type],
      [`${entry}.Value.StringValue`, value],
    ];
  });
  const input = { TopicArn: to, Message: message.body, ...Object.fromEntries(attributes) };
  await scope.as(session, parseArn(to)?.region).query("sns", "Publish", input);
}

async function invoke(scope: Scope, session: RoleSession, to: string, { body }: Message): Promise<void> {
  const path = `/2015-03-31/functions/${encodeURIComponent(to)}/invocations`;
  const response = await scope
    .as(session, parseArn(to)?.region)
    .send("lambda", "POST", path, body, { "x-amz-invocation-type": "Event" });
  if (response.ok) return;
  const code = response.headers.get("x-amzn-errortype") ?? `HTTP${response.status}`;
  throw new AwsError(code, await response.text(), response.status);
}

async function putEvents(scope: Scope, session: RoleSession, to: string, message: Message): Promise<void> {
  const { detailType = "", resources = [] } = message.event ?? {};
  const entry = {
    Source: "lambda",
    DetailType: detailType,
    Resources: [...resources, to],
    Detail: message.body,
    EventBusName: to,
  };
  const answer = await scope
    .as(session, parseArn(to)?.region)
    .call("events", "PutEvents", { Entries: [entry] });
  const { Entries: [result] = [] } = answer as {
    Entries?: { ErrorCode?: string; ErrorMessage?: string }[];
  };
  if (result?.ErrorCode) throw new AwsError(result.ErrorCode, result.ErrorMessage ?? "");
}
