import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { type DockerCall, DockerError, optionsOf } from "./docker-command";
import { flag, pairOf, text } from "./docker-options";

const several = { type: "string", multiple: true } as const;

/** The options of `docker run` that say what runs, or that mean nothing here. */
const RUN_OPTIONS = {
  entrypoint: text,
  env: { ...several, short: "e" },
  "env-file": several,
  init: flag,
  interactive: { ...flag, short: "i" },
  name: text,
  network: text,
  platform: text,
  pull: text,
  quiet: { ...flag, short: "q" },
  rm: flag,
  tty: { ...flag, short: "t" },
  user: { ...text, short: "u" },
  workdir: { ...text, short: "w" },
} as const;

const OF_TEXT: readonly string[] = Object.entries(RUN_OPTIONS).flatMap(([name, option]) =>
  option.type === "string" ? [`--${name}`, ...("short" in option ? [`-${option.short}`] : [])] : [],
);

/** A call of `docker run`, taken apart. */
export interface RunCall {
  readonly image: string;
  readonly command: readonly string[];
  readonly entrypoint: string | undefined;
  readonly environment: Readonly<Record<string, string>>;
}

/** Reads what comes after `docker run`. What comes after the image is the container's, also where it looks like an option. */
export function runCall(args: readonly string[], call: DockerCall): RunCall {
  const end = imageAt(args);
  const { values } = optionsOf("run", args.slice(0, end), RUN_OPTIONS);
  const [image, ...command] = args.slice(end);
  if (image === undefined) throw new DockerError('"docker run" requires at least 1 argument.');
  const files = (values["env-file"] ?? []).flatMap((file) => linesOf(resolve(call.folder, file)));
  const pairs = [...files, ...(values.env ?? [])].flatMap((variable) => pairsOf(variable, call));
  return { image, command, entrypoint: values.entrypoint, environment: Object.fromEntries(pairs) };
}

function imageAt(args: readonly string[]): number {
  let index = 0;
  while (args[index]?.startsWith("-")) index += OF_TEXT.includes(args[index] ?? "") ? 2 : 1;
  return index;
}

// Without a value it is that of the caller; one that the caller lacks is not set.
function pairsOf(variable: string, { environment }: DockerCall): [string, string][] {
  if (variable.includes("=")) return [pairOf(variable)];
  const value = environment[variable];
  return value === undefined ? [] : [[variable, value]];
}

function linesOf(file: string): string[] {
  try {
    const lines = readFileSync(file, "utf8").split(/\r?\n/);
    return lines.map((line) => line.trimStart()).filter((line) => line !== "" && !line.startsWith("#"));
  } catch {
    throw new DockerError(`docker: open ${file}: no such file or directory`);
  }
}
