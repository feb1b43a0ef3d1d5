import { statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { parseArgs } from "node:util";

/** What a synth was asked for beside the stacks. */
export interface SynthArguments {
  /** The file that the summary is written to as Markdown, absolute. */
  readonly summary?: string;
}

/** Why a synth does not start: one line. */
export interface RefusedArguments {
  readonly problem: string;
}

const usage = "usage: npm run synth [-- --summary file.md]";

const refused = (problem: string): RefusedArguments => ({ problem: `${problem}; ${usage}` });

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

function file(given: string, standing: string): SynthArguments | RefusedArguments {
  const summary = resolve(standing, given);
  if (/[\\/]$/.test(given) || isFolder(summary)) return refused(`--summary ${given} is a folder`);
  if (!isFolder(dirname(summary))) return refused(`--summary ${given} is in no folder that exists`);
  return { summary };
}

/**
 * Reads `[--summary file.md]`. The path is relative to where the person stands, which npm hands on in the environment: it
 * runs scripts in the project's folder. An option in front of `--` npm takes for its own, and hands on there too.
 */
export function synthArguments(
  given: readonly string[],
  environment: Readonly<Record<string, string | undefined>> = {},
): SynthArguments | RefusedArguments {
  const { tokens } = parseArgs({
    args: [...given],
    options: { summary: { type: "string" } },
    strict: false,
    tokens: true,
  });
  const files = tokens.map((token) =>
    token.kind === "option" && token.name === "summary" ? token.value : "",
  );
  const [path] = files;
  if (files.length > 1 || files.some((value) => !value || value.startsWith("-"))) {
    return refused(`npm run synth does not understand: ${given.join(" ")}`);
  }
  if (environment.npm_config_summary !== undefined) return refused("--summary stands behind --");
  return path === undefined ? {} : file(path, environment.INIT_CWD ?? process.cwd());
}
