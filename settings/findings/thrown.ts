import { withoutSecrets } from "./secret";

const noWords = "something without words";

function textOf(thrown: unknown): string {
  // Whatever was thrown is the user's: reading it may throw again.
  try {
    if (thrown instanceof Error) return `${thrown.message || thrown.name}`;
    return typeof thrown === "object" && thrown !== null
      ? (JSON.stringify(thrown) ?? noWords)
      : String(thrown);
  } catch {
    return noWords;
  }
}

// What the compiler puts before its message: the finding names the file already, and the path is of this machine.
const compilerPrefix = /^Error transforming .*\.ts: /;

/** The first line of what was thrown, whatever it was. */
export function messageOf(thrown: unknown): string {
  const [line = ""] = withoutSecrets(textOf(thrown)).split("\n");
  const first = line.replace(compilerPrefix, "");
  return first.trim() === "" ? noWords : first;
}

/** Where in a file an error was thrown, as `file:line`; the file where that cannot be told. */
export function lineOf(thrown: unknown, file: string): string {
  try {
    const stack = thrown instanceof Error ? String(thrown.stack) : "";
    return new RegExp(`${file}:\\d+`).exec(stack)?.[0] ?? file;
  } catch {
    return file;
  }
}
