import { startStandInProviders } from "../providers/stand-in-providers";
import type { FoundProviders } from "./found-providers";
import { standInsOf } from "./found-providers";
import { ProcessGroup, type ProcessResult } from "./process-group";
import { type Environment, terraformEnvironment } from "./terraform-environment";

export type TerraformResult = ProcessResult;

/** What a run of terraform needs beside its arguments. */
export interface TerraformCall {
  readonly cwd: string;
  readonly environment: Environment;
  /** Stand-ins among them are started for the run, with its environment, as terraform starts real providers. */
  readonly providers?: FoundProviders | undefined;
  readonly timeLimitMs?: number | undefined;
}

/** A terraform that failed, with its own message. */
export class TerraformError extends Error {
  constructor(
    what: string,
    readonly result: TerraformResult,
  ) {
    super(`${what}\n${(result.stderr || result.stdout).trim()}`);
    this.name = "TerraformError";
  }
}

/** A terraform under way. */
export interface TerraformRun {
  /** Settles when it has ended, whatever the exit code; rejects at the time limit. */
  readonly ended: Promise<TerraformResult>;
  /** Settles as soon as it has printed the text; rejects if it ends before. */
  printed(text: string): Promise<void>;
  /** Hands on every line that it prints from now on. */
  onLine(listener: (line: string) => void): void;
  /** SIGKILL to terraform and its providers. */
  kill(): Promise<TerraformResult>;
}

const TIME_LIMIT_MS = 300_000;

/** Starts terraform and does not wait for its end. */
export function startTerraform(args: readonly string[], call: TerraformCall): Promise<TerraformRun> {
  return startCommand(["terraform", ...args], call);
}

/** Runs a command that runs terraform, such as the CDKTF CLI, to its end, whatever the exit code. */
export async function runCommand(command: readonly string[], call: TerraformCall): Promise<TerraformResult> {
  const run = await startCommand(command, call);
  return run.ended;
}

async function startCommand(command: readonly string[], call: TerraformCall): Promise<TerraformRun> {
  const environment = terraformEnvironment(call.environment);
  const standIns = await startStandInProviders(standInsOf(call.providers), environment);
  const group = new ProcessGroup(command, {
    cwd: call.cwd,
    env: { ...environment, TF_REATTACH_PROVIDERS: standIns.reattach },
  });
  const timeLimitMs = call.timeLimitMs ?? TIME_LIMIT_MS;
  const ended = withinLimit(group, command, timeLimitMs).finally(() => standIns.stop());
  return {
    ended,
    printed: (text) => group.printed(text),
    onLine: (listener) => group.onLine(listener),
    kill: () => group.kill(),
  };
}

/** Runs terraform to its end and hands over the result, whatever the exit code. */
export async function runTerraform(args: readonly string[], call: TerraformCall): Promise<TerraformResult> {
  const run = await startTerraform(args, call);
  return run.ended;
}

async function withinLimit(
  group: ProcessGroup,
  command: readonly string[],
  timeLimitMs: number,
): Promise<TerraformResult> {
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    void group.kill();
  }, timeLimitMs);
  const result = await group.ended.finally(() => clearTimeout(timer));
  if (!isLate) return result;
  const seconds = timeLimitMs / 1000;
  throw new TerraformError(
    `${command.slice(0, 2).join(" ")} was killed: it did not end within ${seconds} s.`,
    result,
  );
}
