import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Readable, type Stream, Writable } from "node:stream";
import { z } from "zod";
import type { Clock } from "../time/clock";

// Lambda's own runtimes switch both off: a .js file is no module unless its package.json says so.
const NODE_FLAGS = ["--no-experimental-require-module", "--no-experimental-detect-module"].filter((flag) =>
  process.allowedNodeEnvironmentFlags.has(flag),
);
// A function has that long to load before its own time runs.
const INIT_LIMIT_MS = 10_000;

const functionError = z.object({
  errorType: z.string(),
  errorMessage: z.string(),
  trace: z.array(z.string()).optional(),
});

const frame = z.object({
  log: z.string().optional(),
  ready: z.boolean().optional(),
  answer: z.object({ result: z.string().optional(), error: functionError.optional() }).optional(),
  maxMemoryUsedMb: z.number().default(0),
});

/** What a function fails with, as Lambda writes it. */
export type FunctionError = z.output<typeof functionError>;

/** What a function answered: its result as JSON, or its error as Lambda writes it. */
export type FunctionAnswer = NonNullable<z.output<typeof frame>["answer"]>;

/** One invocation for a process. */
export interface ProcessInput {
  /** The function's files, unpacked. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly event: unknown;
  readonly context: object;
  readonly timeoutMs: number;
  /** Where a GitHub is that the function fetches. */
  readonly githubUrl: string | undefined;
  readonly clock: Clock;
  onLog(message: string): void;
}

/** How it ended. */
export interface ProcessEnd {
  /** Undefined when it ended without one. */
  readonly answer: FunctionAnswer | undefined;
  readonly timedOut: boolean;
  readonly exitCode: number | null;
  readonly maxMemoryUsedMb: number;
}

/** Runs one invocation in a fresh process of Node, and kills it and what it started when it is over. */
export async function runProcess(input: ProcessInput, signal: AbortSignal): Promise<ProcessEnd> {
  const child = startProcess(input);
  const over = new AbortController();
  const either = AbortSignal.any([signal, over.signal]);
  try {
    const timedOut = await Promise.race([timeIsUp(input, child.ready, either), child.exit.then(() => false)]);
    child.kill();
    await child.closed;
    signal.throwIfAborted();
    return { ...child.told(), ...(timedOut ? { answer: undefined } : {}), timedOut };
  } finally {
    over.abort();
    child.kill();
  }
}

// False when the signal comes first: the process has ended then, or the local AWS does.
async function timeIsUp(input: ProcessInput, ready: Promise<void>, signal: AbortSignal): Promise<boolean> {
  try {
    await Promise.race([ready, input.clock.wait(INIT_LIMIT_MS, signal)]);
    await input.clock.wait(input.timeoutMs, signal);
    return true;
  } catch (error) {
    if (!signal.aborted) throw error;
    return false;
  }
}

function startProcess(input: ProcessInput) {
  const child = spawn(process.execPath, [...NODE_FLAGS, join(__dirname, "bootstrap.mjs")], {
    cwd: input.folder,
    env: input.environment,
    detached: true,
    stdio: ["ignore", "pipe", "pipe", "pipe", "pipe"],
  });
  let told: Omit<ProcessEnd, "timedOut"> = { answer: undefined, exitCode: null, maxMemoryUsedMb: 0 };
  const ready = new Promise<void>((resolve) => {
    onLines(child.stdio[4], (line) => {
      const { log, ready, answer, maxMemoryUsedMb } = frame.parse(JSON.parse(line));
      if (log !== undefined) input.onLog(log);
      if (ready) resolve();
      if (answer !== undefined) told = { ...told, answer, maxMemoryUsedMb };
    });
  });
  onLines(child.stdout, input.onLog);
  onLines(child.stderr, input.onLog);
  const { event, context, timeoutMs, githubUrl } = input;
  send(child, JSON.stringify({ event, context, timeoutMs, githubUrl }));
  const exit = new Promise<void>((resolve, reject) => {
    child.once("error", reject).once("exit", (exitCode) => {
      told = { ...told, exitCode };
      resolve();
    });
  });
  const closed = new Promise<void>((resolve) => child.once("close", () => resolve()));
  return { ready, exit, closed, told: () => told, kill: () => killGroup(child) };
}

function send(child: ChildProcess, line: string): void {
  const pipe = child.stdio[3];
  if (!(pipe instanceof Writable)) throw new Error("The process has no pipe for its invocation.");
  // A process that dies before it has read tells so by its end. The pipe stays open: it closes with us.
  pipe.on("error", () => undefined);
  pipe.write(`${line}\n`);
}

function onLines(stream: Stream | null | undefined, listener: (line: string) => void): void {
  if (!(stream instanceof Readable)) throw new Error("The process has a pipe less than it needs.");
  createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY }).on("line", listener);
}

function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch (error) {
    // The whole group has ended by itself.
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}
