import { execFile } from "node:child_process";
import { access, mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { LocalAwsUnavailable } from "../missing-for-local-aws";

const CACHE = join(__dirname, "../../../node_modules/.cache/local-aws");

const run = promisify(execFile);

/** The folder of a virtual environment that has what pip is asked for. It is made on first use, and kept. */
export async function virtualEnvironment(name: string, requirement: string): Promise<string> {
  const environment = join(CACHE, name);
  const isMade = await access(join(environment, "bin", "python")).then(
    () => true,
    () => false,
  );
  if (!isMade) await makeEnvironment(environment, requirement);
  return environment;
}

async function makeEnvironment(environment: string, requirement: string): Promise<void> {
  await mkdir(dirname(environment), { recursive: true });
  const draft = await mkdtemp(`${environment}-`);
  try {
    await run("python3", ["-m", "venv", draft]);
    const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
    await run(join(draft, "bin", "python"), [...pip, requirement]);
    await rename(draft, environment);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    // Another process made the same environment meanwhile: theirs is as good.
    if (isNotEmpty(error)) return;
    throw new LocalAwsUnavailable(
      `The local AWS could not install ${requirement}: ${messageOf(error)}. Install it yourself with ` +
        `"python3 -m pip install '${requirement}'", or let pip reach its index.`,
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
