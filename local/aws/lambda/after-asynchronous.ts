import { AwsError } from "../client/aws-error";
import type { Scope } from "../gateway/scope";
import type { EventInvokeConfig } from "./event-invoke-config";
import type { FunctionConfiguration } from "./function-configuration";
import type { FunctionError } from "./function-process";
import type { SentRecord } from "./invocations";
import { type Message, sendAsFunction } from "./send-as-function";

const ERROR_MESSAGE_BYTES = 1024;

/** Why Lambda is done with an event. */
export type Condition = "Success" | "RetriesExhausted" | "EventAgeExceeded" | "ZeroReservedConcurrency";

/** An event that Lambda is done with. */
export interface Finished {
  readonly requestId: string;
  readonly configuration: FunctionConfiguration;
  readonly config: EventInvokeConfig;
  readonly event: unknown;
  readonly condition: Condition;
  /** How often the function was run for it. */
  readonly attempts: number;
  /** What the last attempt answered; undefined when there was none. */
  readonly answer: { readonly result?: unknown; readonly error?: FunctionError } | undefined;
}

/** Sends the event to the dead-letter queue if it failed, and the record of its invocation to the destination. */
export async function sendAfterwards(scope: Scope, finished: Finished): Promise<SentRecord[]> {
  const { condition, config, configuration } = finished;
  const { OnSuccess, OnFailure } = config.DestinationConfig ?? {};
  const destination = (condition === "Success" ? OnSuccess : OnFailure)?.Destination;
  const sent: SentRecord[] = [];
  if (condition !== "Success" && configuration.deadLetterArn !== undefined) {
    sent.push(await send(scope, finished, configuration.deadLetterArn, deadLetter(finished)));
  }
  if (destination) sent.push(await send(scope, finished, destination, invocationRecord(scope, finished)));
  return sent;
}

// On AWS only a metric tells of what did not arrive.
async function send(scope: Scope, finished: Finished, to: string, message: Message): Promise<SentRecord> {
  const { Role, FunctionName } = finished.configuration;
  try {
    const session = await scope.sessions.openForService(scope, Role, "lambda.amazonaws.com", FunctionName, {
      sourceArn: scope.arn("lambda", `function:${FunctionName}`),
      sourceAccount: scope.accountId,
    });
    await sendAsFunction(scope, session, to, message);
    return { to, problem: undefined };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return { to, problem: `${error.code}: ${error.message}` };
  }
}

function deadLetter({ event, requestId, answer, condition }: Finished): Message {
  const message = answer?.error?.errorMessage ?? condition;
  const cut = Buffer.from(message).subarray(0, ERROR_MESSAGE_BYTES).toString();
  return {
    body: JSON.stringify(event),
    attributes: {
      RequestID: { type: "String", value: requestId },
      ErrorCode: { type: "Number", value: answer === undefined ? "429" : "200" },
      ErrorMessage: { type: "String", value: cut },
    },
  };
}

function invocationRecord(scope: Scope, finished: Finished): Message {
  const { requestId, configuration, condition, attempts, event, answer } = finished;
  const { FunctionName, Version } = configuration;
  const functionArn = scope.arn("lambda", `function:${FunctionName}:${Version}`);
  const responseContext = {
    statusCode: 200,
    executedVersion: Version,
    ...(answer?.error === undefined ? {} : { functionError: "Unhandled" }),
  };
  const record = {
    version: "1.0",
    timestamp: new Date(scope.clock.now()).toISOString(),
    requestContext: { requestId, functionArn, condition, approximateInvokeCount: attempts },
    requestPayload: event,
    ...(answer === undefined
      ? {}
      : { responseContext, responsePayload: answer.error ?? answer.result ?? null }),
  };
  const outcome = condition === "Success" ? "Success" : "Failure";
  const detailType = `Lambda Function Invocation Result - ${outcome}`;
  return { body: JSON.stringify(record), event: { detailType, resources: [functionArn] } };
}
