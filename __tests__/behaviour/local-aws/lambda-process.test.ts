import { mkdtemp, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { startLocalAws } from "../../../local/aws/local-aws";
import { missingForLocalAws } from "../../../local/aws/missing-for-local-aws";
import { requires } from "../../support/requires";
import { createFunction, enqueue, invoke, until } from "./functions";
import { TestAccount } from "./on-local-aws";

/** Starts a process of its own, writes the ids of both, and never ends. */
const NEVER_ENDS = `
const { spawn } = require("node:child_process");
const { writeFileSync, renameSync } = require("node:fs");
exports.handler = ({ file }) => {
  const { pid } = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
  writeFileSync(file + ".draft", JSON.stringify([process.pid, pid]));
  renameSync(file + ".draft", file);
  return new Promise(() => setInterval(() => {}, 1000));
}`;

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

requires(missingForLocalAws())("a function of a local AWS without a GitHub", () => {
  it("is told so when it fetches one", async () => {
    const aws = await startLocalAws();
    try {
      const account = new TestAccount(aws.endpoint, "100000000001");
      await createFunction(account, 'exports.handler = () => fetch("https://api.github.com/user")');
      expect((await invoke(account)).payload).toMatchObject({
        errorMessage: "This local AWS was started without a GitHub, which https://api.github.com would be.",
      });
    } finally {
      await aws.stop();
    }
  });
});

requires(missingForLocalAws())("a function that runs when the local AWS stops", () => {
  it("ends with all that it started, whether its caller waits for it or not", async () => {
    const folder = await mkdtemp(join(tmpdir(), "functions-"));
    const aws = await startLocalAws();
    const account = new TestAccount(aws.endpoint, "100000000001");
    const started: number[] = [];
    try {
      await createFunction(account, NEVER_ENDS, { Timeout: 900 });
      const [queued, invoked] = [join(folder, "queued"), join(folder, "invoked")];
      await enqueue(account, { file: queued });
      invoke(account, { file: invoked }).catch(() => undefined);
      for (const file of [queued, invoked]) {
        const read = () => readFile(file, "utf8").catch(() => "");
        started.push(...JSON.parse(await until(read, (text) => text !== "")));
      }
      expect(started.map(runs)).toEqual([true, true, true, true]);
    } finally {
      await aws.stop();
    }
    await until(
      async () => started.filter(runs),
      (left) => left.length === 0,
      "the end of all processes",
    );
  });
});
