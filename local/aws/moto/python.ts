import { spawnSync } from "node:child_process";

const OLDEST_PYTHON = [3, 10] as const;

/** What a machine lacks to run the local AWS, or undefined when it has everything. */
export function missingPython(): string | undefined {
  const needed = `Python ${OLDEST_PYTHON.join(".")} or newer, as python3 on the PATH, to run moto`;
  const probe = spawnSync("python3", ["-c", "import sys, venv; print(*sys.version_info[:2])"], {
    encoding: "utf8",
  });
  if (probe.error !== undefined) {
    return `The local AWS needs ${needed}; python3 was not found. Install it from your system's packages or from python.org.`;
  }
  if (probe.status !== 0) {
    return `The local AWS needs ${needed}, with its venv module; python3 said: ${probe.stderr.trim()}.`;
  }
  const [major = 0, minor = 0] = probe.stdout.trim().split(" ").map(Number);
  const isNewEnough = major > OLDEST_PYTHON[0] || (major === OLDEST_PYTHON[0] && minor >= OLDEST_PYTHON[1]);
  return isNewEnough ? undefined : `The local AWS needs ${needed}; python3 is ${major}.${minor}.`;
}
