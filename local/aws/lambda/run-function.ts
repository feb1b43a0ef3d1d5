import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { AwsError } from "../client/aws-error";
import type { Scope } from "../gateway/scope";
import { codeOf } from "./function-code";
import type { FunctionConfiguration } from "./function-configuration";
import { functionEnvironment } from "./function-environment";
import { keepLog, type LogEvent, writeLog } from "./function-log";
import { type FunctionAnswer, type ProcessEnd, runProcess } from "./function-process";

/** One invocation of a function. */
export interface FunctionRun {
  readonly configuration: FunctionConfiguration;
  /** ARN that was asked for, with the version or alias if one was named. */
  readonly invokedFunctionArn: string;
  readonly requestId: string;
  readonly event: unknown;
}

/** What came of it. */
export interface RunOutcome extends FunctionAnswer {
  readonly log: readonly LogEvent[];
  /** Why the role could not write the log. */
  readonly logProblem?: string | undefined;
  /** Why the function was not even started. */
  readonly refused?: AwsError;
}

/** Refuses a function that nothing here can run. */
export function checkRunnable(configuration: FunctionConfiguration): void {
  const { FunctionName, Runtime, PackageType, Layers } = configuration;
  const problem =
    (PackageType !== "Zip" && `its package type is ${PackageType}`) ||
    (!Runtime?.startsWith("nodejs") && `its runtime is ${Runtime}`) ||
    (Layers.length > 0 && "it has layers");
  if (!problem) return;
  throw new AwsError(
    "InvalidRuntimeException",
    `The local AWS does not run the function ${FunctionName}: ${problem}. ` +
      "It runs zips of the runtimes nodejs* without layers.",
  );
}

/** Runs a function in a process of its own, as its role, and writes its log. */
export async function runFunction(scope: Scope, run: FunctionRun, signal: AbortSignal): Promise<RunOutcome> {
  const { configuration, requestId } = run;
  const { FunctionName, Version, MemorySize, Timeout, logGroup } = configuration;
  const session = await scope.sessions.openForService(
    scope,
    configuration.Role,
    "lambda.amazonaws.com",
    FunctionName,
    { sourceArn: scope.arn("lambda", `function:${FunctionName}`), sourceAccount: scope.accountId },
  );
  const log: LogEvent[] = [];
  // CloudWatch Logs, which moto keeps, refuses what lies two hours ahead of its own time.
  const tell = (message: string) => log.push({ timestamp: Date.now(), message });
  const logStream = `${day(scope)}/[${Version}]${randomBytes(16).toString("hex")}`;
  const folder = await unpack(codeOf(scope, configuration.CodeSha256));
  const started = Date.now();
  tell(`START RequestId: ${requestId} Version: ${Version}`);
  let end: ProcessEnd;
  try {
    end = await runProcess(
      {
        folder,
        environment: functionEnvironment(scope, configuration, session, { folder, logStream }),
        event: run.event,
        context: {
          functionName: FunctionName,
          functionVersion: Version,
          invokedFunctionArn: run.invokedFunctionArn,
          memoryLimitInMB: String(MemorySize),
          awsRequestId: requestId,
          logGroupName: logGroup,
          logStreamName: logStream,
        },
        timeoutMs: Timeout * 1000,
        githubUrl: scope.githubUrl,
        clock: scope.clock,
        onLog: tell,
      },
      signal,
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  const answer = answerOf(end, requestId, Timeout);
  if (end.timedOut) tell(`${iso(scope)} ${requestId} Task timed out after ${Timeout.toFixed(2)} seconds`);
  tell(`END RequestId: ${requestId}`);
  const duration = Date.now() - started;
  const sizes = `Memory Size: ${MemorySize} MB\tMax Memory Used: ${end.maxMemoryUsedMb} MB`;
  tell(
    `REPORT RequestId: ${requestId}\tDuration: ${duration}.00 ms\tBilled Duration: ${duration} ms\t${sizes}`,
  );
  keepLog(scope, FunctionName, log);
  const stream = { logGroupName: logGroup, logStreamName: logStream };
  return { ...answer, log, logProblem: await writeLog(scope, session, stream, log) };
}

function answerOf(end: ProcessEnd, requestId: string, timeout: number): FunctionAnswer {
  if (end.timedOut) {
    const what = `Task timed out after ${timeout.toFixed(2)} seconds`;
    return {
      error: { errorType: "Sandbox.Timedout", errorMessage: `RequestId: ${requestId} Error: ${what}` },
    };
  }
  if (end.answer !== undefined) return end.answer;
  const how =
    end.exitCode === 0
      ? "without providing a reason"
      : `with error: exit status ${end.exitCode ?? "unknown"}`;
  return {
    error: {
      errorType: "Runtime.ExitError",
      errorMessage: `RequestId: ${requestId} Error: Runtime exited ${how}`,
    },
  };
}

async function unpack(files: Readonly<Record<string, Uint8Array>>): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "lambda-")));
  for (const [path, content] of Object.entries(files)) {
    if (path.endsWith("/")) continue;
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
  }
  return folder;
}

function iso(scope: Scope): string {
  return new Date(scope.clock.now()).toISOString();
}

function day(scope: Scope): string {
  return iso(scope).slice(0, 10).replaceAll("-", "/");
}
