import { describe, expect, it } from "vitest";
import { build } from "../../../support/code-build";
import { missingCommand } from "../../../support/missing-command";
import { requires } from "../../../support/requires";

// Makes a site as a build script does, and says that it was asked to.
const npm = `#!/usr/bin/env bash
printf '%s\\n' "npm $*" >> "$RECORD/calls"
case "npm $*" in $FAILING) exit 1 ;; esac
if [ "$*" = "run build" ]; then mkdir -p dist/assets && echo built > dist/index.html && echo css > dist/assets/a.css; fi
`;

const siteOf = (
  files: Readonly<Record<string, string>>,
  OUTPUT_DIRECTORY: string,
  failing?: string,
  DEFAULT_ROOT_OBJECT = "index.html",
) =>
  build("build-site.yml", {
    environment: { OUTPUT_DIRECTORY, DEFAULT_ROOT_OBJECT },
    files,
    commands: { npm },
    ...(failing !== undefined && { failing }),
  });

const packageJson = JSON.stringify({ scripts: { build: "make the site" } });

requires(missingCommand("jq", "Install jq: https://jqlang.org/download"))("the build of a site", () => {
  it("runs the build script of package.json, and takes its output folder", async () => {
    const { succeeded, calls, artifacts, output } = await siteOf({ "package.json": packageJson }, "dist");
    expect(succeeded, output).toBe(true);
    expect(calls).toEqual(["npm ci", "npm run build"]);
    expect(artifacts).toEqual({ "index.html": "built\n", "assets/a.css": "css\n" });
  });

  it("takes a folder that nothing has to make, or that another package.json is about", async () => {
    const files = { "public/index.html": "home", "public/.well-known/x.txt": "x", "package.json": "{}" };
    const { succeeded, calls, artifacts, output } = await siteOf(files, "public");
    expect(succeeded, output).toBe(true);
    expect(calls).toEqual([]);
    expect(artifacts).toEqual({ "index.html": "home", ".well-known/x.txt": "x" });
  });

  it("takes the whole source, without its history", async () => {
    const files = { "index.html": "home", "a b/c.txt": "c", ".git/config": "secret", ".gitignore": "x" };
    const { succeeded, artifacts, output } = await siteOf(files, ".");
    expect(succeeded, output).toBe(true);
    expect(artifacts).toEqual({ "index.html": "home", "a b/c.txt": "c", ".gitignore": "x" });
  });

  describe("fails", () => {
    it("in words where the file is missing that the site's address shows", async () => {
      const { succeeded, output, artifacts } = await siteOf({ "public/home.html": "" }, "public");
      expect(succeeded).toBe(false);
      expect(output).toContain("Error: the site has no file index.html in the folder public.");
      expect(artifacts).toEqual({});
    });

    it.each(["npm ci", "npm run build"])("where %s fails, and makes no artifact", async (failing) => {
      const files = { "package.json": packageJson, "dist/index.html": "old" };
      const { succeeded, artifacts } = await siteOf(files, "dist", failing);
      expect(succeeded).toBe(false);
      expect(artifacts).toEqual({});
    });
  });
});
