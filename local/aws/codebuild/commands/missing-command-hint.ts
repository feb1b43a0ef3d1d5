import { findCommand } from "./find-command";

const NOT_FOUND = 127;

/** How to get what CodeBuild's images have and a machine may lack. */
const HOW_TO_GET: Readonly<Record<string, string>> = {
  aws: "Install the AWS CLI: https://docs.aws.amazon.com/cli",
  bash: "Install bash 4 or later",
  git: "Install git: https://git-scm.com",
  jq: "Install jq: https://jqlang.org/download",
};

/** A line for the log where a command failed because this machine lacks a tool; undefined otherwise. */
export function missingCommandHint(command: string, exitStatus: number, path: string): string | undefined {
  if (exitStatus !== NOT_FOUND) return undefined;
  const missing = Object.keys(HOW_TO_GET).find(
    (tool) =>
      findCommand(tool, path) === undefined && (tool === "bash" || new RegExp(`\\b${tool}\\b`).test(command)),
  );
  return missing && `This machine lacks ${missing}. ${HOW_TO_GET[missing]}.`;
}
