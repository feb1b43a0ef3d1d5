import { type ParseArgsConfig, parseArgs } from "node:util";

/** A call of `docker`: its arguments, the folder that it was called in, its standard input, and the caller's variables. */
export interface DockerCall {
  readonly args: readonly string[];
  readonly folder: string;
  readonly input: string;
  /** Only of `docker run`, which hands variables on. */
  readonly environment: Readonly<Record<string, string>>;
}

/** What a call comes to. */
export interface CommandResult {
  readonly exitStatus: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A call that failed, with what docker prints then. */
export class DockerError extends Error {
  override readonly name = "DockerError";
}

type Options = NonNullable<ParseArgsConfig["options"]>;

/** Reads the arguments of a command; refuses an option that the stand-in does not know. */
export function optionsOf<const O extends Options>(command: string, args: readonly string[], options: O) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new DockerError(
      `The stand-in for docker does not know this form of "docker ${command}": ${reason}`,
    );
  }
}

export function printed(...lines: readonly string[]): CommandResult {
  return { exitStatus: 0, stdout: lines.map((line) => `${line}\n`).join(""), stderr: "" };
}
