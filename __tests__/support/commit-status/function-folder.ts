import { spawn } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface Invocation {
  /** What it returned, if it returned at all. */
  readonly returned: boolean;
  /** Name and message of what it threw, or of what kept it from being loaded. */
  readonly error: string | undefined;
  /** The lines that it wrote. */
  readonly log: readonly string[];
}

const start = `
  const fail = ({ name, message }) => process.send({ error: name + ": " + message });
  try {
    const { handler } = require("./index.js");
    handler(JSON.parse(process.argv[1]), { awsRequestId: "request" })
      .then((value) => process.send({ returned: value === undefined }), fail)
      .finally(() => process.disconnect());
  } catch (error) {
    fail(error);
    process.disconnect();
  }`;

/** A folder with nothing but a function's code, as Lambda unpacks it. */
export class FunctionFolder {
  readonly #folder = mkdtempSync(join(tmpdir(), "function-"));

  constructor(code: string) {
    writeFileSync(join(this.#folder, "index.js"), code);
  }

  /** Loads it in a new Node.js that knows these variables alone, and hands it an event. */
  invoke(event: unknown, env: Readonly<Record<string, string>>): Promise<Invocation> {
    const child = spawn(process.execPath, ["-e", start, JSON.stringify(event)], {
      cwd: this.#folder,
      env: { ...env, NODE_NO_WARNINGS: "1" },
      stdio: ["ignore", "pipe", "inherit", "ipc"],
    });
    let output = "";
    child.stdout?.setEncoding("utf8").on("data", (text) => {
      output += text;
    });
    let told: { readonly returned?: boolean; readonly error?: string } = {};
    child.on("message", (message) => {
      told = message as typeof told;
    });
    return new Promise((resolve, reject) => {
      child.on("error", reject);
      child.on("close", () => {
        const log = output.split("\n").filter((line) => line !== "");
        resolve({ returned: told.returned === true, error: told.error, log });
      });
    });
  }
}
