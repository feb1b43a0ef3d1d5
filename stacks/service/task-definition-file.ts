import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Problem } from "../../modules/ecs/task-definition/problem";
import { readTaskDefinition } from "../../modules/ecs/task-definition/read-task-definition";
import {
  type TaskDefinitionFacts,
  taskDefinitionFacts,
} from "../../modules/ecs/task-definition/task-definition-facts";
import { withoutReadOnlyKeys } from "../../modules/ecs/task-definition/without-read-only-keys";

const projectFolder = join(__dirname, "../..");

/** A task definition that settings name by its path, as far as it can be read. */
export interface TaskDefinitionFile {
  readonly path: string;
  /** The file without what only AWS writes; undefined where it could not be read. */
  readonly text: string | undefined;
  readonly facts: TaskDefinitionFacts | undefined;
  /** No file has this path. */
  readonly isMissing: boolean;
  /** What hinders to read it. */
  readonly problems: readonly Problem[];
}

/** Reads a file of this project, by its path from the project's root. */
export function taskDefinitionFile(path: string): TaskDefinitionFile {
  const written = contentsOf(path);
  const unread = { path, text: undefined, facts: undefined };
  if (written === undefined) return { ...unread, isMissing: true, problems: [] };
  const { text: read, problems } = readTaskDefinition(written);
  if (read === undefined) return { ...unread, isMissing: false, problems };
  const text = withoutReadOnlyKeys(read);
  return { path, text, facts: taskDefinitionFacts(text), isMissing: false, problems: [] };
}

function contentsOf(path: string): string | undefined {
  try {
    return readFileSync(join(projectFolder, path), "utf8");
  } catch (error) {
    // What else goes wrong with a file is no matter of its path.
    if (["ENOENT", "ENOTDIR", "EISDIR"].includes((error as NodeJS.ErrnoException).code ?? ""))
      return undefined;
    throw error;
  }
}
