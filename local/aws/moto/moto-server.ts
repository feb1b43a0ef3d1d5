import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { LocalAwsUnavailable } from "../missing-for-local-aws";
import { pythonWithMoto } from "./moto-environment";

const START_TIMEOUT_MS = 180_000;
const KEPT_LOG_CHARACTERS = 4_000;

/** A moto server in a child process. */
export interface MotoServer {
  readonly endpoint: string;
  stop(): Promise<void>;
}

export interface MotoSettings {
  /** How long one of moto's threads runs before another may, in seconds. @default 0.005, as Python has it */
  readonly switchInterval?: number;
}

/** Starts moto on a free port. The child reads a pipe from us and ends when it closes, however we end. */
export async function startMoto({ switchInterval = 0.005 }: MotoSettings = {}): Promise<MotoServer> {
  const child = spawn(await pythonWithMoto(), [join(__dirname, "launcher.py"), String(switchInterval)], {
    env: environment(),
    stdio: ["pipe", "pipe", "pipe"],
  });
  let log = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    log = (log + text).slice(-KEPT_LOG_CHARACTERS);
  });
  const port = await firstLine(child, () => log);
  return {
    endpoint: `http://127.0.0.1:${port}`,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exit = once(child, "exit");
      child.stdin.end();
      await exit;
    },
  };
}

function environment(): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(AWS|MOTO)_/.test(name));
  return {
    ...Object.fromEntries(inherited),
    MOTO_IAM_LOAD_MANAGED_POLICIES: "true",
    PYTHONDONTWRITEBYTECODE: "1",
  };
}

async function firstLine(child: ChildProcess, log: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (what: string) => {
      child.kill("SIGKILL");
      reject(new LocalAwsUnavailable(`moto ${what}. Its log: ${log().trim() || "(empty)"}`));
    };
    const timer = setTimeout(
      () => fail(`did not answer within ${START_TIMEOUT_MS / 1000} seconds`),
      START_TIMEOUT_MS,
    );
    let output = "";
    child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      if (!output.includes("\n")) return;
      clearTimeout(timer);
      child.removeAllListeners("exit");
      resolve(output.trim());
    });
    child.once("error", (error) => fail(`could not be started: ${error.message}`));
    child.once("exit", (code) => {
      clearTimeout(timer);
      fail(`ended with exit code ${code} before it was ready`);
    });
  });
}
