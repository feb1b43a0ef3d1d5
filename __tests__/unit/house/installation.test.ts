import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(__dirname, "../../..");
const text = (path: string): string => readFileSync(join(root, path), "utf8");

/** A package of the lock file. */
interface Locked {
  readonly name?: string;
  readonly version?: string;
  readonly resolved?: string;
  readonly hasInstallScript?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const project = JSON.parse(text("package.json")) as {
  readonly engines: { readonly node: string };
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly allowScripts: Readonly<Record<string, boolean>>;
  readonly overrides: Readonly<Record<string, string>>;
};
const { packages } = JSON.parse(text("package-lock.json")) as {
  readonly packages: Readonly<Record<string, Locked>>;
};
const installed = Object.entries(packages).filter(([folder]) => folder !== "");

/** The name that a package is imported by: `node_modules/a/node_modules/@b/c` is `@b/c`. */
const nameOf = (folder: string): string => folder.split("node_modules/").at(-1) ?? "";

describe("npm ci", () => {
  it("asks for no approval: every install script of a dependency is denied", () => {
    const scripts = installed
      .filter(([, { hasInstallScript }]) => hasInstallScript)
      .map(([at]) => nameOf(at));
    expect(scripts).toContain("protobufjs");
    expect(scripts.filter((name) => project.allowScripts[name] !== false)).toEqual([]);
  });

  it("runs no install script, so that it needs no compiler", () => {
    expect(Object.values(project.allowScripts)).not.toContain(true);
  });

  it("takes packages from the registry that the machine is set to", () => {
    expect(installed.length).toBeGreaterThan(100);
    expect(installed.filter(([, { resolved }]) => resolved !== undefined).map(([at]) => at)).toEqual([]);
    expect(text("package-lock.json")).not.toContain(".tgz");
  });

  it("links the pinned compiler, of two that are called tsc", () => {
    const { stdout } = spawnSync(join(root, "node_modules/.bin/tsc"), ["--version"], { encoding: "utf8" });
    expect(stdout.trim()).toBe(`Version ${project.devDependencies.typescript}`);
  });

  it("finds the packages of every platform in the lock file", () => {
    const names = new Set(installed.map(([at]) => nameOf(at)));
    const optional = installed.flatMap(([, locked]) => Object.keys(locked.optionalDependencies ?? {}));
    expect(optional).toEqual(
      expect.arrayContaining(["@biomejs/cli-darwin-arm64", "@lydell/node-pty-darwin-arm64"]),
    );
    expect(optional.filter((name) => !names.has(name))).toEqual([]);
  });

  it("is refused by no Node.js for being too new", () => {
    expect(project.engines.node.split("||").at(-1)?.trim()).toMatch(/^>=\d+(\.\d+)*$/);
  });

  it("brings the CDKTF CLI a pty with binaries in place of one that compiles itself", () => {
    const pty = "@cdktf/node-pty-prebuilt-multiarch";
    const inItsPlace = installed.filter(([at]) => nameOf(at) === pty).map(([, locked]) => locked);
    expect(inItsPlace.map(({ name, version }) => `npm:${name}@${version}`)).toEqual([project.overrides[pty]]);
    const ptys = installed.filter(([at]) => nameOf(at).includes("node-pty"));
    expect(ptys.filter(([, { hasInstallScript }]) => hasInstallScript)).toEqual([]);
  });
});
