import type { ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { closeGuard, signalGroup, spawnGuarded } from "../../../process/guarded-process";
import { shellScripts } from "./shell-script";

/** Where and how the commands of a build run. */
export interface ShellSettings {
  readonly shell: string;
  /** The folder that the first command starts in. */
  readonly folder: string;
  /** A folder for the session's own files. */
  readonly workFolder: string;
  /** All of the environment: nothing of this process's is added. */
  readonly environment: Readonly<Record<string, string>>;
  /** Gets each line of output, errors among them. */
  readonly onLine: (line: string) => void;
}

/** The one shell that all commands of a build share, with everything that they start. */
export class ShellSession {
  readonly #child: ChildProcess;
  readonly #mark = `mark-${randomBytes(12).toString("hex")}`;
  readonly #ended: Promise<never>;
  readonly #onLine: (line: string) => void;
  readonly #workFolder: string;
  #commands = 0;
  #rest = "";
  #onStatus: (status: number) => void = () => {};

  constructor({ shell, folder, workFolder, environment, onLine }: ShellSettings) {
    this.#onLine = onLine;
    this.#workFolder = workFolder;
    const supervisor = join(workFolder, "shell");
    const scripts = shellScripts(shell, this.#mark);
    writeFileSync(supervisor, scripts.supervisor);
    writeFileSync(`${supervisor}.driver`, scripts.driver);
    const command = ["/bin/sh", "-c", 'exec 2>&1; exec /bin/sh "$0"', supervisor];
    this.#child = spawnGuarded(command, { cwd: folder, env: { ...environment }, stdin: "pipe" });
    this.#child.stdout?.setEncoding("utf8").on("data", (text: string) => this.#read(text));
    // The pipe breaks when the shell is killed, which is told by its end.
    this.#child.stdin?.on("error", () => {});
    this.#ended = new Promise((_, reject) => {
      this.#child.on("error", reject);
      this.#child.on("close", () => reject(new Error("The shell of the build has ended.")));
    });
    this.#ended.catch(() => {});
  }

  /** Runs a command and waits for its exit status. */
  async run(command: string): Promise<number> {
    this.#commands += 1;
    const file = join(this.#workFolder, `command-${this.#commands}.sh`);
    writeFileSync(file, `${command}\n`);
    const status = new Promise<number>((resolve) => {
      this.#onStatus = resolve;
    });
    this.#child.stdin?.write(`${file}\n`);
    return Promise.race([status, this.#ended]);
  }

  /** Kills the shell and all that it started. */
  async end(): Promise<void> {
    signalGroup(this.#child, "SIGKILL");
    closeGuard(this.#child);
    await this.#ended.catch(() => {});
  }

  #read(text: string): void {
    const lines = (this.#rest + text).split("\n");
    this.#rest = lines.pop() ?? "";
    for (const line of lines) this.#readLine(line);
  }

  #readLine(line: string): void {
    const at = line.indexOf(this.#mark);
    // Output that ends without a line break stands before the mark.
    const output = at === -1 ? line : line.slice(0, at);
    if (at === -1 || output !== "") this.#onLine(output);
    if (at !== -1) this.#onStatus(Number(line.slice(at + this.#mark.length)));
  }
}
