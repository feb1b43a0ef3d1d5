import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";

/**
 * Lives in the group beside the command and kills the group when the pipe closes:
 * so nothing outlives this process, however it ends.
 */
const GUARD = '(cat <&3; kill -KILL 0) >/dev/null 2>&1 & exec "$@" 3<&-';

/** A command that leads a process group of its own, which ends with this process. Its descriptor 3 is the guard's pipe. */
export function spawnGuarded(
  command: readonly string[],
  options: Pick<SpawnOptions, "cwd" | "env"> & { readonly stdin?: "ignore" | "pipe" },
): ChildProcess {
  const { stdin = "ignore", ...rest } = options;
  return spawn("/bin/sh", ["-c", GUARD, "sh", ...command], {
    ...rest,
    detached: true,
    stdio: [stdin, "pipe", "pipe", "pipe"],
  });
}

/** Lets go of the guard of a command that has ended. */
export function closeGuard(child: ChildProcess): void {
  const guard = child.stdio[3];
  if (guard && "destroy" in guard) guard.destroy();
}

/** Signals the whole group of a command, also what the command left behind in it. */
export function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch (error) {
    const isGone = error instanceof Error && "code" in error && error.code === "ESRCH";
    if (!isGone) throw error;
  }
}
