import { writeFileSync } from "node:fs";
import { closeGuard, signalGroup, spawnGuarded } from "../../../process/guarded-process";
import { NotPlayed } from "../workflow/refusals";

/** A script of a step, and where it runs. */
export interface Script {
  readonly text: string;
  /** As the workflow names it; undefined where it names none. */
  readonly shell: string | undefined;
  readonly folder: string;
  /** Where the script is written. */
  readonly file: string;
  /** All of the environment: nothing of this process's is added. */
  readonly environment: Readonly<Record<string, string>>;
  readonly onLine: (line: string) => void;
  /** Kills the script and all that it started. */
  readonly signal: AbortSignal;
}

/** GitHub: Workflow syntax, `jobs.<job_id>.steps[*].shell`. */
const SHELLS: Readonly<Record<string, readonly string[]>> = {
  bash: ["bash", "--noprofile", "--norc", "-eo", "pipefail"],
  sh: ["sh", "-e"],
  python: ["python3"],
};
const UNNAMED = ["bash", "-e"];

/** Runs a script; answers with its exit status. What it leaves running ends with it. */
export async function runScript(script: Script): Promise<number> {
  const { file, folder: cwd, environment, signal } = script;
  writeFileSync(file, `${script.text}\n`);
  const command = ["/bin/sh", "-c", 'exec 2>&1; exec "$@"', "sh", ...commandOf(script.shell, file)];
  const child = spawnGuarded(command, { cwd, env: { ...environment } });
  let rest = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) script.onLine(line);
  });
  const kill = () => signalGroup(child, "SIGKILL");
  signal.addEventListener("abort", kill, { once: true });
  if (signal.aborted) kill();
  try {
    let status = 1;
    child.once("exit", (code) => {
      status = code ?? 1;
      kill();
    });
    await new Promise<void>((resolve, reject) => {
      child.once("error", reject).once("close", () => resolve());
    });
    if (rest !== "") script.onLine(rest);
    return status;
  } finally {
    signal.removeEventListener("abort", kill);
    closeGuard(child);
  }
}

function commandOf(shell: string | undefined, file: string): readonly string[] {
  if (shell === undefined) return [...UNNAMED, file];
  const known = SHELLS[shell];
  if (known !== undefined) return [...known, file];
  if (!shell.includes("{0}")) throw new NotPlayed(`the shell "${shell}"`, "running/run-script.ts");
  return shell.split(/\s+/).map((word) => word.replaceAll("{0}", file));
}
