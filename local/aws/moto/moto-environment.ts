import { execFile } from "node:child_process";
import { access, mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { LocalAwsUnavailable, missingForLocalAws } from "../missing-for-local-aws";

const MOTO_VERSION = "5.2.1";
const CACHE = join(__dirname, "../../../node_modules/.cache/local-aws");
const HAS_MOTO = `from importlib.metadata import version
version("flask"), version("flask-cors")
raise SystemExit(version("moto") != "${MOTO_VERSION}")`;

const run = promisify(execFile);

/** The command of a Python that has moto: python3 itself, else a virtual environment made on first use. */
export async function pythonWithMoto(): Promise<string> {
  const missing = missingForLocalAws();
  if (missing !== undefined) throw new LocalAwsUnavailable(missing);
  if (await succeeds("python3", ["-c", HAS_MOTO])) return "python3";

  const environment = join(CACHE, `moto-${MOTO_VERSION}`);
  const python = join(environment, "bin", "python");
  const isMade = await access(python).then(
    () => true,
    () => false,
  );
  if (!isMade) await makeEnvironment(environment);
  return python;
}

async function makeEnvironment(environment: string): Promise<void> {
  await mkdir(dirname(environment), { recursive: true });
  const draft = await mkdtemp(`${environment}-`);
  try {
    await run("python3", ["-m", "venv", draft]);
    const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
    await run(join(draft, "bin", "python"), [...pip, `moto[server]==${MOTO_VERSION}`]);
    await rename(draft, environment);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    // Another process made the same environment meanwhile: theirs is as good.
    if (isNotEmpty(error)) return;
    throw new LocalAwsUnavailable(
      `The local AWS could not install moto ${MOTO_VERSION}: ${messageOf(error)}. Install it yourself with ` +
        `"python3 -m pip install 'moto[server]==${MOTO_VERSION}'", or let pip reach its index.`,
    );
  }
}

function isNotEmpty(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return code === "ENOTEMPTY" || code === "EEXIST";
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message.trim() : String(error);
}

async function succeeds(command: string, args: readonly string[]): Promise<boolean> {
  return run(command, args).then(
    () => true,
    () => false,
  );
}
