import { writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import type { BuildLog } from "../build-log";
import { awsCommand } from "./aws-command";

const DOCKER_CLIENT = join(__dirname, "../docker/docker-client.cjs");

/** The PATH of a build, or of a job of a workflow: first the commands in a folder, to which `aws` and `docker` are added, then the machine's. */
export async function commandsOfBuild(folder: string, log: Pick<BuildLog, "tell">): Promise<string> {
  const aws = await awsCommand();
  if ("words" in aws) writeCommand(folder, "aws", aws.words);
  else log.tell(aws.missing);
  // Without the dashes Node.js takes `--env-file` for its own, also after the script's name.
  writeCommand(folder, "docker", [process.execPath, "--", DOCKER_CLIENT]);
  return [folder, process.env.PATH].join(delimiter);
}

/** Makes a command that begins with some words and goes on with its own arguments. */
function writeCommand(folder: string, name: string, words: readonly string[]): void {
  const quoted = words.map((word) => `'${word.replaceAll("'", "'\\''")}'`);
  writeFileSync(join(folder, name), `#!/bin/sh\nexec ${quoted.join(" ")} "$@"\n`, { mode: 0o755 });
}
