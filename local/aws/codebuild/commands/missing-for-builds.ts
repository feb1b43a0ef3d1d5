import { findCommand } from "./find-command";
import { HOW_TO_GET } from "./how-to-get";

/** One line that says which of the tools that builds call this machine lacks, and how to get it; undefined when none. */
export function missingForBuilds(
  tools: readonly string[],
  path: string = process.env.PATH ?? "",
): string | undefined {
  const missing = tools.find((tool) => findCommand(tool, path) === undefined);
  return missing && `This machine lacks ${missing}, which builds call. ${HOW_TO_GET[missing]}.`;
}
