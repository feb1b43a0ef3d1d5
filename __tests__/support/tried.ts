import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { ProcessGroup, type ProcessResult } from "../../local/terraform/process-group";
import { ProjectCopy, tryParts } from "./project-copy";

const inherited = Object.fromEntries(
  Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
);

/** What `npm run try` runs, in a copy of the project, with a temporary folder of its own. */
export class Tried {
  readonly copy = new ProjectCopy("try-", tryParts);
  readonly temporary = join(this.copy.folder, "tmp");

  constructor() {
    mkdirSync(this.temporary);
  }

  start(args: readonly string[], environment: Readonly<Record<string, string>> = {}): ProcessGroup {
    return new ProcessGroup([process.execPath, "-r", "./tools/typescript.cjs", "tools/try.ts", ...args], {
      cwd: this.copy.folder,
      env: { ...inherited, TMPDIR: this.temporary, ...environment },
    });
  }

  /** Plays to the end. */
  async play(...args: readonly string[]): Promise<ProcessResult> {
    const result = await this.start(args).ended;
    if (result.code !== 0) throw new Error(result.stderr || result.stdout);
    return result;
  }
}

export async function during(use: (tried: Tried) => Promise<void>): Promise<void> {
  const tried = new Tried();
  try {
    await use(tried);
  } finally {
    tried.copy.remove();
  }
}

/** The scenes of a transcript by what their heading begins with. */
export function scenesOf(stdout: string): (beginning: string | RegExp) => readonly string[] {
  const scenes = stdout.split("\n\n").map((scene) => scene.trimEnd());
  return (beginning) =>
    scenes.filter((scene) =>
      typeof beginning === "string" ? scene.startsWith(beginning) : beginning.test(scene),
    );
}
