import { writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import type { BuildLog } from "../build-log";
import { awsScript } from "./aws-script";
import { callOf } from "./call-of";
import type { PreloadedAws } from "./preloaded/preloaded-aws";

const DOCKER_CLIENT = join(__dirname, "../docker/docker-client.cjs");

/** The PATH of a build, or of a job of a workflow: first the commands in a folder, to which `aws` and `docker` are added, then the machine's. */
export async function commandsOfBuild(
  folder: string,
  log: Pick<BuildLog, "tell">,
  preloadedAws?: PreloadedAws,
): Promise<string> {
  const aws = await awsScript(preloadedAws);
  if ("script" in aws) writeCommand(folder, "aws", aws.script);
  else log.tell(aws.missing);
  // Without the dashes Node.js takes `--env-file` for its own, also after the script's name.
  writeCommand(folder, "docker", callOf([process.execPath, "--", DOCKER_CLIENT]));
  return [folder, process.env.PATH].join(delimiter);
}

function writeCommand(folder: string, name: string, script: string): void {
  writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
}
