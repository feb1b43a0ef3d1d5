import { builtinModules } from "node:module";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { bundledScript } from "../../../../modules/codebuild/bundled-script";

const root = join(__dirname, "../../../..");
const script = bundledScript("buildspec/scripts/release-files.ts");

describe("a bundled script", () => {
  it("needs nothing beside Node.js", () => {
    const required = [...script.matchAll(/\brequire\("([^"]+)"\)/g)].map(([, name]) => name ?? "");
    expect(required.length).toBeGreaterThan(0);
    expect(required.filter((name) => !builtinModules.includes(name.replace(/^node:/, "")))).toEqual([]);
  });

  it("names no folder of the machine that bundled it", () => {
    expect(script).not.toContain(root);
    expect(script).not.toContain("node_modules");
  });

  it("is the same from whatever folder it is made", () => {
    const before = process.cwd();
    try {
      process.chdir("/");
      expect(bundledScript("buildspec/scripts/release-files.ts")).toBe(script);
    } finally {
      process.chdir(before);
    }
  });

  it("says which file is missing", () => {
    expect(() => bundledScript("buildspec/scripts/nowhere.ts")).toThrow(/nowhere\.ts/);
  });
});
