import { findCommand } from "./find-command";
import { HOW_TO_GET } from "./how-to-get";

const NOT_FOUND = 127;

/** A line for the log where a command failed because this machine lacks a tool; undefined otherwise. */
export function missingCommandHint(command: string, exitStatus: number, path: string): string | undefined {
  if (exitStatus !== NOT_FOUND) return undefined;
  const missing = Object.keys(HOW_TO_GET).find(
    (tool) =>
      findCommand(tool, path) === undefined && (tool === "bash" || new RegExp(`\\b${tool}\\b`).test(command)),
  );
  return missing && `This machine lacks ${missing}. ${HOW_TO_GET[missing]}.`;
}
