import { spawn } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { ProcessGroup } from "../../../local/terraform/process-group";
import { isAlive } from "../../support/is-alive";

const OPTIONS = { cwd: ".", env: { PATH: process.env.PATH ?? "" } };
// A busy machine takes its time.
const LIMIT = { timeout: 20_000 };
const PROJECT = join(__dirname, "../../..");

function shell(script: string): ProcessGroup {
  return new ProcessGroup(["sh", "-c", script], OPTIONS);
}

describe("a process group", () => {
  it("hands over exit code and both outputs", async () => {
    expect(await shell("echo out; echo err >&2; exit 3").ended).toMatchObject({
      code: 3,
      stdout: "out\n",
      stderr: "err\n",
    });
  });

  it("leaves colours out of the output", async () => {
    expect((await shell("printf '\\033[31mred\\033[0m'").ended).stdout).toBe("red");
  });

  it("tells as soon as a text is printed", async () => {
    const group = shell("printf 'rea'; sleep 0.1; printf 'dy'; sleep 60");
    await group.printed("ready");
    expect((await group.kill()).durationMs).toBeLessThan(30_000);
  });

  it("says what was printed instead when the command ends without the text", async () => {
    const group = shell("echo trouble >&2; exit 1");
    await expect(group.printed("ready")).rejects.toThrow(/code 1 and never printed "ready":\ntrouble/);
  });

  it("kills what the command started, too", async () => {
    const group = shell("sleep 60 & echo child=$!; wait");
    await group.printed("\n");
    const { code, stdout } = await group.kill();
    expect(code).toBeNull();
    const child = Number(/child=(\d+)/.exec(stdout)?.[1]);
    await vi.waitFor(() => expect(isAlive(child)).toBe(false), LIMIT);
  });

  it("leaves nothing behind of a command that ended by itself", async () => {
    const { stdout } = await shell("sleep 60 >/dev/null 2>&1 & echo child=$!").ended;
    const child = Number(/child=(\d+)/.exec(stdout)?.[1]);
    await vi.waitFor(() => expect(isAlive(child)).toBe(false), LIMIT);
  });

  it("ends with a parent that is killed", async () => {
    const parent = spawn(
      process.execPath,
      ["-r", "./tools/typescript.cjs", join(__dirname, "owner-of-a-group.ts")],
      {
        cwd: PROJECT,
        stdio: ["ignore", "pipe", "inherit"],
      },
    );
    const pid = await new Promise<number>((resolve) => {
      parent.stdout.once("data", (text: Buffer) => resolve(Number(text)));
    });
    expect(isAlive(pid)).toBe(true);
    parent.kill("SIGKILL");
    await vi.waitFor(() => expect(isAlive(pid)).toBe(false), LIMIT);
  });
});
