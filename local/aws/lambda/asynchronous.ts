import { randomUUID } from "node:crypto";
import type { Scope } from "../gateway/scope";
import { type Condition, type Finished, sendAfterwards } from "./after-asynchronous";
import { attempt } from "./attempt";
import { enter } from "./concurrency";
import { type EventInvokeConfig, eventInvokeConfigOf } from "./event-invoke-config";
import { configurationIfAny, reservedConcurrencyOf } from "./function-configuration";
import { type FunctionReference, functionArn } from "./function-reference";
import { type FunctionInvocation, record } from "./invocations";

const MAXIMUM_RETRY_ATTEMPTS = 2;
const MAXIMUM_EVENT_AGE_S = 6 * 60 * 60;
const RETRY_AFTER_MS = [60_000, 120_000];
const THROTTLED_FIRST_MS = 1_000;
const THROTTLED_LONGEST_MS = 300_000;

interface QueuedEvent {
  readonly reference: FunctionReference;
  readonly requestId: string;
  readonly event: unknown;
}

/** Puts an event into a function's queue and answers with the id of its request; the function runs afterwards. */
export function enqueue(scope: Scope, reference: FunctionReference, event: unknown): string {
  const requestId = randomUUID();
  scope.background.start(`the function ${functionArn(scope, reference)}`, (signal) =>
    handle(scope, { reference, requestId, event }, signal),
  );
  return requestId;
}

// What is configured counts at the moment of each attempt.
async function handle(scope: Scope, queued: QueuedEvent, signal: AbortSignal): Promise<void> {
  const { reference, requestId, event } = queued;
  const received = scope.clock.now();
  let attempts = 0;
  let throttledMs = THROTTLED_FIRST_MS;
  let last: FunctionInvocation | undefined;
  for (;;) {
    const configuration = await configurationIfAny(scope, reference);
    // The events of a function that was deleted go with it.
    if (configuration === undefined) return;
    const config = await eventInvokeConfigOf(scope, reference.name);
    const limit = await reservedConcurrencyOf(scope, reference.name);
    const end = async (condition: Condition) => {
      const finished = { requestId, configuration, config, event, condition, attempts, answer: last };
      await finish(scope, finished, last);
    };
    if (limit === 0) return end("ZeroReservedConcurrency");
    if (isTooOld(scope.clock.now() - received, config)) return end("EventAgeExceeded");
    const leave = enter(scope, reference.name, limit);
    if (leave === undefined) {
      await scope.clock.wait(throttledMs, signal);
      throttledMs = Math.min(2 * throttledMs, THROTTLED_LONGEST_MS);
      continue;
    }
    attempts += 1;
    const run = { configuration, invokedFunctionArn: functionArn(scope, reference), requestId, event };
    const about = { invocationType: "Event", attempt: attempts } as const;
    const { recorded } = await attempt(scope, run, about, signal).finally(leave);
    last = recorded;
    if (recorded.error === undefined) return end("Success");
    if (attempts > (config.MaximumRetryAttempts ?? MAXIMUM_RETRY_ATTEMPTS)) return end("RetriesExhausted");
    await scope.clock.wait(RETRY_AFTER_MS[attempts - 1] ?? 0, signal);
  }
}

function isTooOld(ageMs: number, config: EventInvokeConfig): boolean {
  return ageMs > (config.MaximumEventAgeInSeconds ?? MAXIMUM_EVENT_AGE_S) * 1000;
}

async function finish(scope: Scope, finished: Finished, last: FunctionInvocation | undefined): Promise<void> {
  const recorded = last ?? recordUntried(scope, finished);
  recorded.sent = await sendAfterwards(scope, finished);
}

function recordUntried(scope: Scope, finished: Finished): FunctionInvocation {
  const { configuration, requestId, event, condition } = finished;
  const now = scope.clock.now();
  return record(scope, {
    requestId,
    functionName: configuration.FunctionName,
    executedVersion: configuration.Version,
    invocationType: "Event",
    event,
    attempt: 0,
    startTime: now,
    endTime: now,
    error: { errorType: condition, errorMessage: "The event was not handed to the function" },
  });
}
