import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";
import { exportsOf } from "../../../tools/try/exports";

it("hands an environment to another shell, whatever the values hold", () => {
  const value = `{"a":"it's $HOME"}`;
  const script = [...exportsOf({ ONE: value, TWO: "http://127.0.0.1:1/" }, ["OLD"]), "env"].join("\n");
  const { stdout } = spawnSync("sh", ["-c", script], {
    encoding: "utf8",
    env: { ...process.env, OLD: "old" },
  });
  const lines = stdout.split("\n");
  expect(lines).toContain(`ONE=${value}`);
  expect(lines).toContain("TWO=http://127.0.0.1:1/");
  expect(lines).not.toContain("OLD=old");
});

it("forgets once, and nothing that it sets", () => {
  expect(exportsOf({ ONE: "1" }, ["ONE", "TWO", "TWO"])).toEqual(["unset TWO", "export ONE=1"]);
});
