import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { LocalAwsUnavailable, missingForLocalAws } from "../missing-for-local-aws";
import { virtualEnvironment } from "../python/virtual-environment";

const MOTO_VERSION = "5.2.1";
const HAS_MOTO = `from importlib.metadata import version
version("flask"), version("flask-cors")
raise SystemExit(version("moto") != "${MOTO_VERSION}")`;

const run = promisify(execFile);

/** The command of a Python that has moto: python3 itself, else a virtual environment made on first use. */
export async function pythonWithMoto(): Promise<string> {
  const missing = missingForLocalAws();
  if (missing !== undefined) throw new LocalAwsUnavailable(missing);
  if (await succeeds("python3", ["-c", HAS_MOTO])) return "python3";
  const environment = await virtualEnvironment(`moto-${MOTO_VERSION}`, `moto[server]==${MOTO_VERSION}`);
  return join(environment, "bin", "python");
}

async function succeeds(command: string, args: readonly string[]): Promise<boolean> {
  return run(command, args).then(
    () => true,
    () => false,
  );
}
