import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";

/** Where a command lies on a PATH; undefined where it does not. */
export function findCommand(command: string, path: string): string | undefined {
  return path
    .split(delimiter)
    .filter((folder) => folder !== "")
    .map((folder) => join(folder, command))
    .find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
