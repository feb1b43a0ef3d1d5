import { builtinModules } from "node:module";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { bundledFunction } from "../../../../modules/lambda/bundled-function";

const root = join(__dirname, "../../../..");
const path = "lambda-src/commit-status/handler.ts";
const code = bundledFunction(path);

describe("a bundled function", () => {
  it("needs nothing beside Node.js", () => {
    // The SDK has a require in square brackets in the text of an error.
    const required = [...code.matchAll(/(?<!\[)\brequire\("([^"]+)"\)/g)].map(([, name]) => name ?? "");
    expect(required.length).toBeGreaterThan(0);
    expect(required.filter((name) => !builtinModules.includes(name.replace(/^node:/, "")))).toEqual([]);
  });

  it("names no folder of the machine that bundled it", () => {
    expect(code).not.toContain(root);
  });

  it("carries nothing that makes stacks", () => {
    expect(code).not.toMatch(/cdktf|esbuild/);
  });

  it("stays small enough to start fast", () => {
    expect(code.length).toBeLessThan(600_000);
  });

  it("says which file is missing", () => {
    expect(() => bundledFunction("lambda-src/nowhere.ts")).toThrow(/nowhere\.ts/);
  });
});
