import { execFile } from "node:child_process";
import { basename, dirname, join } from "node:path";
import { promisify } from "node:util";
import { LocalAwsUnavailable } from "../../missing-for-local-aws";
import { virtualEnvironment } from "../../python/virtual-environment";
import { findCommand } from "./find-command";

const AWSCLI_VERSION = "1.46.3";

/** The first versions that take an endpoint from the environment: an older one would call the real AWS. */
const OLDEST: Readonly<Record<string, readonly [number, number]>> = { "1": [1, 29], "2": [2, 13] };

const run = promisify(execFile);

/** The words that the command begins with, or a line that says why there is none. */
type AwsCommand = { readonly words: readonly string[] } | { readonly missing: string };
let found: Promise<AwsCommand> | undefined;

/** The AWS CLI: the machine's own, else one that is installed on first use. */
export function awsCommand(): Promise<AwsCommand> {
  found ??= findAws();
  return found;
}

async function findAws(): Promise<AwsCommand> {
  const own = await machinesOwn();
  if (own !== undefined && (await takesEndpoint(own))) return { words: [own] };
  try {
    const folder = await virtualEnvironment(`awscli-${AWSCLI_VERSION}`, `awscli==${AWSCLI_VERSION}`);
    // Its scripts name the folder that it was made in, so its Python is asked.
    return { words: [join(folder, "bin", "python"), "-m", "awscli"] };
  } catch (error) {
    if (!(error instanceof LocalAwsUnavailable)) throw error;
    return { missing: error.message };
  }
}

/** A version manager's shim is followed to what it stands for: that needs none of the manager's environment. */
async function machinesOwn(): Promise<string | undefined> {
  const path = findCommand("aws", process.env.PATH ?? "");
  if (path === undefined || basename(dirname(path)) !== "shims") return path;
  for (const manager of ["pyenv", "asdf"]) {
    const real = await run(manager, ["which", "aws"]).then(
      ({ stdout }) => stdout.trim(),
      () => undefined,
    );
    if (real !== undefined) return real;
  }
  return path;
}

async function takesEndpoint(aws: string): Promise<boolean> {
  const { PATH = "" } = process.env;
  const { stdout } = await run(aws, ["--version"], { env: { PATH } }).catch(() => ({ stdout: "" }));
  const [, major = "", minor = ""] = /^aws-cli\/(\d+)\.(\d+)\./.exec(stdout) ?? [];
  const oldest = OLDEST[major];
  return oldest !== undefined && Number(minor) >= oldest[1];
}
