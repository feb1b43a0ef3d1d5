import { type Scope, ScopedState } from "../gateway/scope";
import type { FunctionError } from "./function-process";

/** Where an event or the record of its invocation went afterwards. */
export interface SentRecord {
  /** ARN of the dead-letter queue or the destination. */
  readonly to: string;
  /** Undefined when it arrived. */
  readonly problem: string | undefined;
}

/** One attempt to run a function. */
export interface FunctionInvocation {
  readonly requestId: string;
  readonly functionName: string;
  readonly executedVersion: string;
  readonly invocationType: "RequestResponse" | "Event";
  readonly event: unknown;
  /** 1 is the first; 0 is none: an event that was never tried. */
  readonly attempt: number;
  /** Milliseconds since 1970, by the account's clock. */
  readonly startTime: number;
  /** Undefined while it runs. */
  endTime?: number;
  result?: unknown;
  error?: FunctionError;
  /** Why the role could not write the log. */
  logProblem?: string;
  /** After the last attempt at an event: where it went. */
  sent?: readonly SentRecord[];
}

const invocationsIn = new ScopedState<FunctionInvocation[]>(() => []);

/** Records an attempt that begins. */
export function record(scope: Scope, invocation: FunctionInvocation): FunctionInvocation {
  invocationsIn.of(scope).push(invocation);
  return invocation;
}

/** Every attempt to run a function, oldest first. */
export function invocationsOf(scope: Scope, name: string): readonly FunctionInvocation[] {
  return invocationsIn.of(scope).filter(({ functionName }) => functionName === name);
}
