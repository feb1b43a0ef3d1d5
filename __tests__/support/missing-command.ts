import { spawnSync } from "node:child_process";

/** One line saying that a command is missing and how to get it; undefined where it runs. */
export function missingCommand(command: string, howToGetIt: string): string | undefined {
  const { error } = spawnSync(command, ["--version"], { encoding: "utf8" });
  return error ? `${command} cannot be run (${error.message}). ${howToGetIt}` : undefined;
}
