import { AwsError } from "../client/aws-error";
import { type Scope, ScopedState } from "../gateway/scope";
import type { RoleSession } from "../iam/role-session";

/** One message of a function's log. */
export interface LogEvent {
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  readonly message: string;
}

const logsIn = new ScopedState(() => new Map<string, LogEvent[]>());

/** All that a function logged, oldest first, whether its role may log or not. */
export function functionLog(scope: Scope, name: string): readonly LogEvent[] {
  return logsIn.of(scope).get(name) ?? [];
}

/** Keeps what a function logged. */
export function keepLog(scope: Scope, name: string, events: readonly LogEvent[]): void {
  logsIn.of(scope).set(name, [...functionLog(scope, name), ...events]);
}

/** Writes to the log group as the function's role. Tells why it could not: on AWS such a log is lost in silence. */
export async function writeLog(
  scope: Scope,
  session: RoleSession,
  stream: { readonly logGroupName: string; readonly logStreamName: string },
  logEvents: readonly LogEvent[],
): Promise<string | undefined> {
  const logs = scope.as(session);
  const { logGroupName } = stream;
  try {
    await unless("ResourceNotFoundException", logs.call("logs", "CreateLogStream", stream), async () => {
      const created = logs.call("logs", "CreateLogGroup", { logGroupName });
      await unless("ResourceAlreadyExistsException", created, async () => undefined);
      await logs.call("logs", "CreateLogStream", stream);
    });
    await logs.call("logs", "PutLogEvents", { ...stream, logEvents });
  } catch (error) {
    if (error instanceof AwsError) return `${error.code}: ${error.message}`;
    throw error;
  }
  return undefined;
}

async function unless(code: string, attempt: Promise<unknown>, instead: () => Promise<void>): Promise<void> {
  try {
    await attempt;
  } catch (error) {
    if (!(error instanceof AwsError && error.code === code)) throw error;
    await instead();
  }
}
