import { readFileSync } from "node:fs";

/** A file of a step that is written otherwise than GitHub reads it. */
export class CommandFileError extends Error {
  override readonly name = "CommandFileError";
}

/** The values in GITHUB_OUTPUT or GITHUB_ENV: `name=value`, or `name<<WORD`, lines and WORD. */
export function namedValues(file: string): ReadonlyMap<string, string> {
  const lines = readFileSync(file, "utf8").split(/\r?\n/);
  const values = new Map<string, string>();
  while (lines.length > 0) {
    const line = lines.shift() ?? "";
    if (line === "") continue;
    const [, name, sign, rest = ""] = /^(.+?)(<<|=)(.*)$/s.exec(line) ?? [];
    if (name === undefined) throw new CommandFileError(`Invalid format '${line}'`);
    values.set(name, sign === "=" ? rest : linesUntil(lines, rest));
  }
  return values;
}

function linesUntil(lines: string[], word: string): string {
  const end = lines.indexOf(word);
  if (word === "" || end === -1) {
    throw new CommandFileError(`Invalid value. Matching delimiter not found '${word}'`);
  }
  return lines
    .splice(0, end + 1)
    .slice(0, -1)
    .join("\n");
}

/** The folders in GITHUB_PATH, one a line. */
export function pathEntries(file: string): readonly string[] {
  return readFileSync(file, "utf8")
    .split(/\r?\n/)
    .filter((line) => line !== "");
}
