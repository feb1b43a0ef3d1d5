import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { synthArguments } from "../../../report/arguments";

let standing: string;
beforeAll(() => {
  standing = mkdtempSync(join(tmpdir(), "arguments-"));
  mkdirSync(join(standing, "docs"));
});
afterAll(() => rmSync(standing, { recursive: true }));

const given = (...args: readonly string[]) => synthArguments(args, { INIT_CWD: standing });

describe("the arguments of a synth", () => {
  it("may be none, as for `cdktf synth`", () => {
    expect(given()).toEqual({});
  });

  it.each([[["--summary", "docs/summary.md"]], [["--summary=docs/summary.md"]]])(
    "name a file from where the person stands: %j",
    (args) => {
      expect(given(...args)).toEqual({ summary: join(standing, "docs/summary.md") });
    },
  );

  it("name a file from the current folder where npm says no other", () => {
    expect(synthArguments(["--summary", "summary.md"])).toEqual({
      summary: join(process.cwd(), "summary.md"),
    });
  });

  it.each([
    [["--sumary", "summary.md"]],
    [["summary.md"]],
    [["--summary"]],
    [["--summary="]],
    [["--summary", "--summary"]],
    [["--summary", "a.md", "--summary", "b.md"]],
    [["--summary", "a.md", "b.md"]],
    [["-s", "a.md"]],
    [["--", "a.md"]],
  ])("are refused in one line: %j", (args) => {
    expect(given(...args)).toEqual({
      problem: `npm run synth does not understand: ${args.join(" ")}; usage: npm run synth [-- --summary file.md]`,
    });
  });

  it.each([
    ["docs", "is a folder"],
    ["docs/", "is a folder"],
    ["new/", "is a folder"],
    ["new/summary.md", "is in no folder that exists"],
  ])("are refused where the file cannot be: %s", (path, why) => {
    expect(given("--summary", path)).toEqual({
      problem: `--summary ${path} ${why}; usage: npm run synth [-- --summary file.md]`,
    });
  });

  it("are refused where npm took the option for its own", () => {
    const environment = { INIT_CWD: standing, npm_config_summary: "summary.md" };
    expect(synthArguments([], environment)).toEqual({
      problem: "--summary stands behind --; usage: npm run synth [-- --summary file.md]",
    });
  });
});
