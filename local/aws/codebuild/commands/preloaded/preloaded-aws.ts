import type { ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { devNull, tmpdir } from "node:os";
import { join } from "node:path";
import { closeGuard, signalGroup, spawnGuarded } from "../../../../process/guarded-process";
import { pythonOfAws } from "./python-of-aws";

const SERVER = join(__dirname, "preloaded_aws.py");
const CLIENT = join(__dirname, "call_preloaded_aws.py");

/** The AWS CLI of this machine, loaded once: a call of it takes a tenth of the time. */
export class PreloadedAws {
  #started: Promise<readonly string[] | undefined> | undefined;
  #stop = () => {};

  /** The words that a call begins with; undefined where this machine's AWS CLI can't be loaded. It is loaded on first use. */
  command(): Promise<readonly string[] | undefined> {
    this.#started ??= this.#start();
    return this.#started;
  }

  async stop(): Promise<void> {
    // Whoever asked for the command was told where it was not loaded.
    await Promise.allSettled([this.#started]);
    this.#stop();
  }

  async #start(): Promise<readonly string[] | undefined> {
    const python = await pythonOfAws();
    if (python === undefined) return undefined;
    const folder = mkdtempSync(join(tmpdir(), "aws-cli-"));
    const socket = join(folder, "socket");
    const env = { PATH: process.env.PATH, AWS_CONFIG_FILE: devNull, AWS_SHARED_CREDENTIALS_FILE: devNull };
    const server = spawnGuarded([python, SERVER, socket], { env });
    this.#stop = () => {
      signalGroup(server, "SIGKILL");
      closeGuard(server);
      rmSync(folder, { recursive: true, force: true });
    };
    await listening(server);
    return [python, "-I", "-S", CLIENT, socket];
  }
}

async function listening(server: ChildProcess): Promise<void> {
  const errors: string[] = [];
  server.stderr?.setEncoding("utf8").on("data", (text: string) => errors.push(text));
  await new Promise<void>((resolve, reject) => {
    server.stdout?.once("data", () => resolve());
    server.once("close", () => reject(new Error(`The AWS CLI was not loaded: ${errors.join("")}`)));
  });
}
