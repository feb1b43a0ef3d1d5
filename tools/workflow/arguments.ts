import { resolve } from "node:path";
import { parseArgs } from "node:util";

/** What `npm run workflow` was asked for. */
export interface WorkflowArguments {
  /** The stack whose workflow it is. */
  readonly stack?: string;
  /** The file that it is written to, absolute; none for the standard output. */
  readonly output?: string;
}

const usage = "usage: npm run workflow -- [stack] [--output file.yml]";

/**
 * Reads `[stack] [--output file.yml]`. The path is relative to where the person stands, which npm hands on in the
 * environment: it runs scripts in the project's folder. An option in front of `--` npm takes for its own.
 */
export function workflowArguments(
  given: readonly string[],
  environment: Readonly<Record<string, string | undefined>> = {},
): WorkflowArguments | { readonly problem: string } {
  if (environment.npm_config_output !== undefined) {
    return { problem: `--output stands behind --; ${usage}` };
  }
  const { values, positionals, tokens } = parseArgs({
    args: [...given],
    options: { output: { type: "string" } },
    strict: false,
    tokens: true,
  });
  const [stack, ...more] = positionals;
  const options = tokens.filter((token) => token.kind === "option");
  const { output } = values;
  const isFile = output === undefined || (typeof output === "string" && /[^\\/]$/.test(output));
  if (more.length > 0 || options.length > 1 || options.some(({ name }) => name !== "output") || !isFile) {
    return { problem: `npm run workflow does not understand: ${given.join(" ")}; ${usage}` };
  }
  const standing = environment.INIT_CWD ?? process.cwd();
  return {
    ...(stack !== undefined && { stack }),
    ...(typeof output === "string" && { output: resolve(standing, output) }),
  };
}
