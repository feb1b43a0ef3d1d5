import type { Masks } from "./masks";

const COMMAND = /^::([A-Za-z-]+)(?: .*?)?::(.*)$/;
const SHOWN: Readonly<Record<string, string>> = {
  notice: "##[notice]",
  warning: "##[warning]",
  error: "##[error]",
  group: "##[group]",
  endgroup: "##[endgroup]",
};
// Debugging is off, and so is the echo of commands.
const SILENT = ["debug", "echo"];

/** The lines of one step. What it prints may hold workflow commands. */
export class StepLog {
  readonly #lines: string[] = [];
  /** What starts commands again, while they are stopped. */
  #stoppedUntil: string | undefined;
  #unknown: string | undefined;

  constructor(private readonly masks: Masks) {}

  get lines(): readonly string[] {
    return this.#lines;
  }

  /** The first workflow command that is not played. */
  get unknownCommand(): string | undefined {
    return this.#unknown;
  }

  /** A line of the runner's or an action's own. */
  tell(text: string): void {
    for (const line of text.split("\n")) this.#lines.push(this.masks.applied(line));
  }

  /** A line that a script printed. */
  output(line: string): void {
    if (this.#stoppedUntil !== undefined) {
      if (line.trim() === `::${this.#stoppedUntil}::`) this.#stoppedUntil = undefined;
      else this.tell(line);
      return;
    }
    const [, name, data] = COMMAND.exec(line.trimStart()) ?? [];
    if (name === undefined || data === undefined) this.tell(line);
    else this.#command(name.toLowerCase(), unescaped(data), line);
  }

  #command(name: string, data: string, line: string): void {
    const shown = SHOWN[name];
    if (shown !== undefined) this.tell(`${shown}${data}`);
    else if (name === "add-mask") this.masks.add(data);
    else if (name === "stop-commands") this.#stoppedUntil = data;
    else if (!SILENT.includes(name)) {
      this.#unknown ??= name;
      this.tell(line);
    }
  }
}

function unescaped(data: string): string {
  return data.replaceAll("%0D", "\r").replaceAll("%0A", "\n").replaceAll("%25", "%");
}
