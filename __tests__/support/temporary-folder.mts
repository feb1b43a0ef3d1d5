import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const prefix = "pipeline-tests-";

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Another user's is running, and not ours to signal.
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}

/**
 * Gives a test run, and every process that it starts, a temporary folder of its own that goes when the run ends.
 * A run that was killed could not remove its own: the next one does.
 */
export function useOwnTemporaryFolder(): void {
  const parent = tmpdir();
  const folders = readdirSync(parent).filter((name) => name.startsWith(prefix));
  const stale = folders.filter((name) => !isRunning(Number(name.slice(prefix.length))));
  const remove = (folder: string) => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  for (const name of stale) remove(join(parent, name));
  const own = join(parent, `${prefix}${process.pid}`);
  mkdirSync(own, { recursive: true });
  process.env.TMPDIR = own;
  process.on("exit", () => remove(own));
}
