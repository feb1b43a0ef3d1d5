import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { expect, it } from "vitest";
import { missingForLocalAws } from "../../../local/aws/missing-for-local-aws";
import { requires } from "../../support/requires";

const OWNER = join(__dirname, "owner-of-a-local-aws.ts");

async function isAlive(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

requires(missingForLocalAws())("moto's process", () => {
  it("ends when its parent is killed without a chance to clean up", async () => {
    const owner = spawn(process.execPath, ["-r", "./tools/typescript.cjs", OWNER], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [line] = (await once(owner.stdout.setEncoding("utf8"), "data")) as [string];
    const moto = Number(line);
    expect(await isAlive(moto)).toBe(true);

    owner.kill("SIGKILL");
    await once(owner, "exit");
    await expect.poll(() => isAlive(moto), { timeout: 20_000 }).toBe(false);
  });
});
