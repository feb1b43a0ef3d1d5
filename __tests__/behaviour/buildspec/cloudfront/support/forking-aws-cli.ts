import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { devNull, tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { AWSCLI_VERSION, awsCommand } from "../../../../../local/aws/codebuild/commands/aws-command";
import { virtualEnvironment } from "../../../../../local/aws/python/virtual-environment";
import { closeGuard, signalGroup, spawnGuarded } from "../../../../../local/process/guarded-process";

const SERVER = join(__dirname, "forking_aws_cli.py");
const CLIENT = join(__dirname, "forked_aws.py");

const run = promisify(execFile);

/** The real AWS CLI, loaded once: a call takes a tenth of the time. */
export interface ForkingAwsCli {
  /** A script that is `aws`. */
  readonly script: string;
  stop(): void;
}

/** Loads the AWS CLI. It ends with this process. */
export async function startForkingAwsCli(): Promise<ForkingAwsCli> {
  const folder = mkdtempSync(join(tmpdir(), "aws-cli-"));
  const socket = join(folder, "socket");
  const python = await pythonOfAwsCli();
  const env = { PATH: process.env.PATH, AWS_CONFIG_FILE: devNull, AWS_SHARED_CREDENTIALS_FILE: devNull };
  const server = spawnGuarded([python, SERVER, socket], { env });
  const errors: string[] = [];
  server.stderr?.setEncoding("utf8").on("data", (text: string) => errors.push(text));
  await new Promise<void>((resolve, reject) => {
    server.stdout?.once("data", () => resolve());
    server.once("close", () => reject(new Error(`The AWS CLI was not loaded: ${errors.join("")}`)));
  });
  return {
    script: `#!/bin/sh\nexec '${python}' -I -S '${CLIENT}' '${socket}' "$@"\n`,
    stop() {
      signalGroup(server, "SIGKILL");
      closeGuard(server);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A Python that has the AWS CLI as a module: that of this machine's `aws`, where it is written in Python, else one of our own. */
async function pythonOfAwsCli(): Promise<string> {
  const aws = await awsCommand();
  const [command = "", module] = "words" in aws ? aws.words : [];
  const own = module === undefined ? /^#!(\S+)\n/.exec(beginning(command))?.[1] : command;
  if (own !== undefined && (await hasAwsCli(own))) return own;
  return join(
    await virtualEnvironment(`awscli-${AWSCLI_VERSION}`, `awscli==${AWSCLI_VERSION}`),
    "bin/python",
  );
}

function beginning(file: string): string {
  return file === "" ? "" : readFileSync(file, "latin1").slice(0, 1000);
}

async function hasAwsCli(python: string): Promise<boolean> {
  return run(python, ["-c", "import awscli.clidriver"]).then(
    () => true,
    () => false,
  );
}
