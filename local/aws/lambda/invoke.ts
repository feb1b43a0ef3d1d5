import { randomUUID } from "node:crypto";
import { AwsError } from "../client/aws-error";
import type { Answer } from "../gateway/answer";
import type { AwsRequest } from "../gateway/aws-request";
import type { Scope } from "../gateway/scope";
import { enqueue } from "./asynchronous";
import { attempt } from "./attempt";
import { enter } from "./concurrency";
import { configurationOf, type FunctionConfiguration, reservedConcurrencyOf } from "./function-configuration";
import { type FunctionReference, functionArn, functionInPath } from "./function-reference";
import { checkRunnable, type RunOutcome } from "./run-function";

const LOG_TAIL_BYTES = 4096;

/** Invokes a function: waits for its answer, puts the event into its queue, or only looks whether it could. */
export async function invoke(request: AwsRequest, scope: Scope): Promise<Answer> {
  const reference = functionInPath(request, scope);
  const configuration = await configurationOf(scope, reference);
  const event = eventIn(request);
  const type = request.headers["x-amz-invocation-type"] ?? "RequestResponse";
  if (type === "DryRun") return { status: 204, headers: {}, body: "" };
  checkRunnable(configuration);
  if (type === "Event") {
    const requestId = enqueue(scope, reference, event);
    return { status: 202, headers: { "x-amzn-requestid": requestId }, body: "" };
  }
  if (type !== "RequestResponse") {
    throw new AwsError("InvalidParameterValueException", `InvocationType is ${type}; allowed are ${TYPES}`);
  }
  return synchronous(request, scope, reference, configuration, event);
}

const TYPES = "RequestResponse, Event and DryRun";

async function synchronous(
  request: AwsRequest,
  scope: Scope,
  reference: FunctionReference,
  configuration: FunctionConfiguration,
  event: unknown,
): Promise<Answer> {
  const leave = enter(scope, reference.name, await reservedConcurrencyOf(scope, reference.name));
  if (leave === undefined) throw new AwsError("TooManyRequestsException", "Rate Exceeded.", 429);
  const requestId = randomUUID();
  const invokedFunctionArn = functionArn(scope, reference);
  const run = { configuration, invokedFunctionArn, requestId, event };
  const about = { invocationType: "RequestResponse", attempt: 1 } as const;
  const { outcome } = await untilTheEnd(scope, invokedFunctionArn, (signal) =>
    attempt(scope, run, about, signal),
  ).finally(leave);
  if (outcome.refused !== undefined) throw outcome.refused;
  const { error, result = "null" } = outcome;
  return {
    status: 200,
    headers: {
      "content-type": "application/json",
      "x-amzn-requestid": requestId,
      "x-amz-executed-version": configuration.Version,
      ...(error === undefined ? {} : { "x-amz-function-error": "Unhandled" }),
      ...(request.headers["x-amz-log-type"] === "Tail" ? { "x-amz-log-result": tailOf(outcome) } : {}),
    },
    body: error === undefined ? result : JSON.stringify(error),
  };
}

// The process must end with the gateway, though its caller waits for it.
function untilTheEnd<T>(
  scope: Scope,
  functionArn: string,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    scope.background.start(`the function ${functionArn}`, (signal) => work(signal).then(resolve, reject));
  });
}

// An invocation without a payload hands over an empty object.
function eventIn({ body }: AwsRequest): unknown {
  try {
    return JSON.parse(body.toString() || "{}");
  } catch (error) {
    const reason = error instanceof Error ? error.message : error;
    throw new AwsError("InvalidRequestContentException", `Could not parse request body into json: ${reason}`);
  }
}

function tailOf({ log }: RunOutcome): string {
  const whole = Buffer.from(log.map(({ message }) => `${message}\n`).join(""));
  return whole.subarray(-LOG_TAIL_BYTES).toString("base64");
}
