import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The folders of a job, as a runner has them. */
export interface JobFolders {
  /** GITHUB_WORKSPACE */
  readonly workspace: string;
  /** RUNNER_TEMP */
  readonly temporary: string;
  /** RUNNER_TOOL_CACHE */
  readonly tools: string;
  readonly home: string;
  /** The files by which steps and runner speak to each other. */
  readonly commandFiles: string;
  /** Commands that stand before those of the machine. */
  readonly commands: string;
  remove(): void;
}

/** Makes the folders of a job; whoever does removes them. */
export function makeJobFolders(repository: string): JobFolders {
  const root = mkdtempSync(join(tmpdir(), "actions-"));
  const folder = (...names: readonly string[]) => {
    const path = join(root, ...names);
    mkdirSync(path, { recursive: true });
    return path;
  };
  return {
    workspace: folder("work", repository, repository),
    temporary: folder("work", "_temp"),
    tools: folder("tools"),
    home: folder("home"),
    commandFiles: folder("work", "_temp", "_runner_file_commands"),
    commands: folder("bin"),
    remove: () => rmSync(root, { recursive: true, force: true, maxRetries: 3 }),
  };
}
