import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { signalGroup } from "../../../../../local/process/guarded-process";
import { type Refusal, standBetween } from "./between";
import type { Site } from "./site";

const SCRIPTS = join(__dirname, "../../../../../buildspec/scripts/cloudfront");

// Waits are told, and pass by the account's clock.
const sleep = `#!/usr/bin/env bash
exec 3<> "/dev/tcp/127.0.0.1/$BETWEEN_PORT"
printf 'GET /sleep/%s HTTP/1.0\\r\\n\\r\\n' "$1" >&3
cat <&3 > /dev/null
`;

/** What a run of a script came to. */
export interface ScriptRun {
  readonly exitCode: number | null;
  readonly output: string;
  /** The requests that AWS got, in their order. */
  readonly calls: readonly string[];
  /** The waits, in seconds. */
  readonly sleeps: readonly number[];
  /** What the script wrote into the file of its first argument. */
  readonly written: string;
}

export interface ScriptOptions {
  readonly variables?: Readonly<Record<string, string>>;
  /** The files of the working folder. */
  readonly files?: Readonly<Record<string, string>>;
  /** Kills the script and all that it started when AWS has carried out so many requests, before it gets the answer. */
  readonly killedAfter?: number;
  /** Has AWS refuse a request. */
  readonly refuse?: (call: string) => Refusal | undefined;
  /** What of an answer of AWS the script gets. */
  readonly rewrite?: (call: string, answer: string) => string;
  /** What somebody else does while the script waits. */
  readonly meanwhile?: () => Promise<void>;
}

/** Runs scripts as a build does, with a script that is `aws`. */
export class ScriptRunner {
  constructor(private readonly aws: string) {}

  async run(name: string, site: Site, options: ScriptOptions = {}): Promise<ScriptRun> {
    const folder = mkdtempSync(join(tmpdir(), "cloudfront script "));
    try {
      return await this.#run(name, site, options, folder);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  async #run(name: string, site: Site, options: ScriptOptions, folder: string): Promise<ScriptRun> {
    const calls: string[] = [];
    const sleeps: number[] = [];
    let isKilled = false;
    const between = await standBetween({
      endpoint: site.account.endpoint,
      ...(options.refuse && { refuse: options.refuse }),
      ...(options.rewrite && { rewrite: options.rewrite }),
      onAnswered(call) {
        if (isKilled) return false;
        calls.push(call);
        isKilled = calls.length === options.killedAfter;
        if (isKilled) signalGroup(child, "SIGKILL");
        return !isKilled;
      },
      async onSleep(seconds) {
        sleeps.push(seconds);
        await options.meanwhile?.();
        await site.account.passTime({ minutes: seconds / 60 });
      },
    });
    const commands = folderWith(folder, "commands", { aws: this.aws, sleep });
    const child = spawn("bash", [join(SCRIPTS, name), join(folder, "written")], {
      cwd: folderWith(folder, "the source", options.files ?? {}),
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        ...site.account.environment,
        AWS_ENDPOINT_URL: `http://127.0.0.1:${between.port}`,
        BETWEEN_PORT: String(between.port),
        PATH: `${commands}:${process.env.PATH}`,
        TMPDIR: folder,
        LANG: "C.UTF-8",
        ...(await site.variables()),
        ...options.variables,
      },
    });
    const output: string[] = [];
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => output.push(text));
    }
    const exitCode = await new Promise<number | null>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", resolve);
    });
    between.close();
    return { exitCode, output: output.join(""), calls, sleeps, written: written(folder) };
  }
}

function written(folder: string): string {
  try {
    return readFileSync(join(folder, "written"), "utf8").trim();
  } catch {
    return "";
  }
}

function folderWith(parent: string, name: string, files: Readonly<Record<string, string>>): string {
  const folder = join(parent, name);
  mkdirSync(folder);
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text, { mode: 0o755 });
  }
  return folder;
}
