import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { ProcessGroup } from "../../local/terraform/process-group";
import { onTheBench } from "../support/on-the-bench";

const projectFolder = join(__dirname, "../..");

function tryStack(args: readonly string[], environment: Readonly<Record<string, string>> = {}): ProcessGroup {
  const env = Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  return new ProcessGroup([process.execPath, "-r", "./tools/typescript.cjs", "tools/try.ts", ...args], {
    cwd: projectFolder,
    env: { ...env, ...environment },
  });
}

onTheBench("npm run try", () => {
  it("plays an image push: what matched, what started, with which digest; then plans no changes", async () => {
    const { code, stdout, stderr } = await tryStack(["ecr-push-to-ecs"]).ended;
    expect(code, stderr).toBe(0);
    const [, digest] = /docker push example-image:latest\n {2}pushed {6}(sha256:\S+)/.exec(stdout) ?? [];
    expect(stdout).toContain(`with        revision ${digest}`);
    expect(stdout).toMatch(/matched {5}rule \S+rule\/example-image-pushed: delivered/);
    expect(stdout).toMatch(/not-latest\n {2}pushed {6}\S+\n {2}started {5}nothing/);
    expect(stdout).toContain("no changes");
  });

  it("cleans up when it is interrupted half-way", async () => {
    const TMPDIR = mkdtempSync(join(tmpdir(), "try-"));
    const run = tryStack(["github-to-ecs", "--keep"], { TMPDIR });
    await run.printed("terraform apply");
    expect(readdirSync(TMPDIR)).not.toEqual([]);
    run.interrupt();
    const { code, stdout } = await run.ended;
    expect(code).toBe(0);
    expect(stdout).toContain("Cleaned up");
    expect(readdirSync(TMPDIR)).toEqual([]);
    rmdirSync(TMPDIR);
  });

  it("names the stacks when it is asked for one that is not there", () => {
    const { status, stderr } = spawnSync(
      process.execPath,
      ["-r", "./tools/typescript.cjs", "tools/try.ts", "no-such-stack"],
      { cwd: projectFolder, encoding: "utf8" },
    );
    expect(status).toBe(1);
    expect(stderr).toContain("stacks: github-to-ecs, ecr-push-to-ecs");
  });
});
