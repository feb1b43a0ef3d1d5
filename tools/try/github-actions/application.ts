import { posix } from "node:path";
import type { WorkflowSettings } from "../../../settings/schema/workflow";
import { exampleOf } from "../git-changes";

/** What is committed of an application that a workflow builds: as little as its image needs, another one each time. */
export function applicationOf(
  { dockerfile = "Dockerfile", context = ".", pathFilters = [] }: WorkflowSettings,
  version: number,
): Readonly<Record<string, string>> {
  const watched = pathFilters.find((pattern) => !pattern.startsWith("!"));
  const change = `A stand-in for the application, version ${version}.\n`;
  return {
    ...(watched === undefined ? {} : { [exampleOf(watched)]: change }),
    [posix.join(context, "README.md")]: change,
    [posix.normalize(dockerfile)]: `FROM scratch\n# Version ${version}.\nCOPY README.md /\n`,
  };
}
