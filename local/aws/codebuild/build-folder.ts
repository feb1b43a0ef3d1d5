import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The temporary folders of a build. */
export interface BuildFolder {
  readonly sources: string;
  /** The folder of the shell's own files. */
  readonly work: string;
  readonly home: string;
  readonly temporary: string;
  /** Commands that stand before those of the machine. */
  readonly commands: string;
  remove(): void;
}

/** Makes the folders; whoever does removes them. */
export function makeBuildFolder(): BuildFolder {
  const root = mkdtempSync(join(tmpdir(), "codebuild-"));
  const folder = (name: string) => {
    const path = join(root, name);
    mkdirSync(path);
    return path;
  };
  return {
    sources: folder("output"),
    work: folder("work"),
    home: folder("home"),
    temporary: folder("tmp"),
    commands: folder("bin"),
    remove: () => rmSync(root, { recursive: true, force: true, maxRetries: 3 }),
  };
}
