import type { ChildProcess } from "node:child_process";
import { stripVTControlCharacters } from "node:util";
import { closeGuard, signalGroup, spawnGuarded } from "../process/guarded-process";

/** How a process ended, and all it printed, without colours. */
export interface ProcessResult {
  /** Null when it was killed. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly durationMs: number;
}

/** A command and every process it starts, as a group that ends as one. */
export class ProcessGroup {
  /** Settles when the command has ended and all its output is read. */
  readonly ended: Promise<ProcessResult>;
  readonly #child: ChildProcess;
  #stdout = "";
  #stderr = "";

  constructor(command: readonly string[], options: { cwd: string; env: Readonly<Record<string, string>> }) {
    const started = Date.now();
    this.#child = spawnGuarded(command, options);
    this.#child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      this.#stdout += text;
    });
    this.#child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.#stderr += text;
    });
    this.#child.on("exit", () => closeGuard(this.#child));
    this.ended = new Promise((resolve, reject) => {
      this.#child.on("error", reject);
      this.#child.on("close", (code) => {
        resolve({
          code,
          stdout: stripVTControlCharacters(this.#stdout),
          stderr: stripVTControlCharacters(this.#stderr),
          durationMs: Date.now() - started,
        });
      });
    });
  }

  /** What the command has printed so far, without colours. */
  get output(): string {
    return stripVTControlCharacters(this.#stdout + this.#stderr);
  }

  /** Hands on every whole line of the standard output from now on, without colours. */
  onLine(listener: (line: string) => void): void {
    let rest = "";
    this.#child.stdout?.on("data", (text: string) => {
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) listener(stripVTControlCharacters(line));
    });
  }

  /** Settles as soon as the command has printed the text; rejects if it ends before. */
  async printed(text: string): Promise<void> {
    const { stdout, stderr } = this.#child;
    const shown = () => this.output.includes(text);
    let look = () => {};
    const appeared = new Promise<void>((resolve) => {
      look = () => {
        if (shown()) resolve();
      };
    });
    for (const stream of [stdout, stderr]) stream?.on("data", look);
    look();
    const result = await Promise.race([appeared, this.ended]);
    for (const stream of [stdout, stderr]) stream?.off("data", look);
    if (shown()) return;
    throw new Error(
      `The command ended with code ${result?.code} and never printed "${text}":\n${result?.stderr}`,
    );
  }

  /** Asks the whole group to end, as Ctrl-C does. */
  interrupt(): void {
    this.#signal("SIGINT");
  }

  /** Kills the whole group at once, as a crash of the machine would. */
  async kill(): Promise<ProcessResult> {
    this.#signal("SIGKILL");
    return this.ended;
  }

  #signal(signal: NodeJS.Signals): void {
    const { exitCode, signalCode } = this.#child;
    if (exitCode === null && signalCode === null) signalGroup(this.#child, signal);
  }
}
