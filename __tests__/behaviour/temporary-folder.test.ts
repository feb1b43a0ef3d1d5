import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { expect, it } from "vitest";

const root = join(__dirname, "../..");

it("of this test run is its own", () => {
  expect(basename(tmpdir())).toMatch(/^pipeline-tests-\d+$/);
});

it("goes when the run ends, with that of a run that was killed", () => {
  const parent = mkdtempSync(join(tmpdir(), "parent-"));
  const { pid: ended } = spawnSync(process.execPath, ["-e", ""]);
  mkdirSync(join(parent, `pipeline-tests-${ended}`));
  mkdirSync(join(parent, `pipeline-tests-${process.pid}`));
  const test = "__tests__/unit/settings/suggestion.test.ts";
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  const { status, stdout } = spawnSync(process.execPath, [vitest, "run", test], {
    cwd: root,
    encoding: "utf8",
    env: { ...process.env, TMPDIR: parent },
  });
  expect(status, stdout).toBe(0);
  expect(readdirSync(parent)).toEqual([`pipeline-tests-${process.pid}`]);
  rmSync(parent, { recursive: true });
  expect(existsSync(tmpdir())).toBe(true);
});
