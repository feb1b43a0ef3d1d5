import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ShellSession } from "./shell-session";

/** The values of those variables that are set in the shell. */
export async function valuesOfVariables(
  session: ShellSession,
  workFolder: string,
  names: readonly string[],
): Promise<Readonly<Record<string, string>>> {
  const values: [string, string][] = [];
  for (const name of names.filter((candidate) => /^[A-Za-z_]\w*$/.test(candidate))) {
    const file = join(workFolder, `value-of-${name}`);
    await session.run(`if [ "\${${name}+set}" ]; then printf '%s' "$${name}" > ${quoted(file)}; fi`);
    if (existsSync(file)) values.push([name, readFileSync(file, "utf8")]);
  }
  return Object.fromEntries(values);
}

/** Words as the shell expands them between double quotes: `app-$(date +%F)`. */
export async function expandWords(
  session: ShellSession,
  workFolder: string,
  words: Readonly<Record<string, string>>,
): Promise<Readonly<Record<string, string>>> {
  const expanded: [string, string][] = [];
  for (const [index, [key, word]] of Object.entries(words).entries()) {
    const file = join(workFolder, `expanded-${index}`);
    await session.run(`printf '%s' "${word.replaceAll('"', '\\"')}" > ${quoted(file)}`);
    expanded.push([key, existsSync(file) ? readFileSync(file, "utf8") : word]);
  }
  return Object.fromEntries(expanded);
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
