import { execFile } from "node:child_process";
import { closeSync, openSync, readSync } from "node:fs";
import { promisify } from "node:util";
import { awsCommand } from "../aws-command";

const run = promisify(execFile);

// What preloaded_aws.py needs; version 2 has a botocore of its own, and comes as a binary mostly.
const NEEDED = "import awscli.clidriver, botocore.exceptions, socket; socket.recv_fds";

/**
 * The Python that has this machine's AWS CLI as a module; undefined where there is none, and on systems whose libraries
 * can't be used in a fork.
 */
export async function pythonOfAws(): Promise<string | undefined> {
  if (process.platform !== "linux") return undefined;
  const aws = await awsCommand();
  if (!("words" in aws)) return undefined;
  const [command = "", module] = aws.words;
  const python = module === undefined ? /^#!(\S+)\n/.exec(beginningOf(command))?.[1] : command;
  return python !== undefined && (await hasNeeded(python)) ? python : undefined;
}

function beginningOf(file: string): string {
  const beginning = Buffer.alloc(1000);
  const descriptor = openSync(file, "r");
  try {
    return beginning.toString("latin1", 0, readSync(descriptor, beginning));
  } finally {
    closeSync(descriptor);
  }
}

function hasNeeded(python: string): Promise<boolean> {
  return run(python, ["-c", NEEDED]).then(
    () => true,
    () => false,
  );
}
