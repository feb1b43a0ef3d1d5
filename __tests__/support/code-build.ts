import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import { artifactFiles } from "../../local/aws/codebuild/artifacts/artifact-files";
import { parseBuildspec } from "../../local/aws/codebuild/buildspec/buildspec";
import { runBuildspec } from "../../local/aws/codebuild/buildspec/run-buildspec";
import { shippedBuildspec } from "../../modules/codebuild/buildspec";
import { unescaped } from "../../modules/terraform/literal";

/** What AWS's stand-in answers to `get-login-password`. */
export const loginPassword = "the-password-of-the-registry";

// Stands in for docker and aws: notes each call, its environment and what it reads, and fails where it is told to.
const standIn = `#!/usr/bin/env bash
call="$(basename "$0") $*"
printf '%s\\n' "$call" >> "$RECORD/calls"
env >> "$RECORD/environment"
case "$call" in *--password-stdin*) cat > "$RECORD/stdin" ;; esac
case "$call" in $FAILING) exit 1 ;; esac
case "$call" in "aws ecr get-login-password "*) echo ${loginPassword} ;; esac
`;

/** What a build did. */
export interface Build {
  readonly succeeded: boolean;
  /** The calls of docker and aws, in their order, as a person would type them. */
  readonly calls: readonly string[];
  /** What `docker login` read. */
  readonly stdin: string;
  /** The environments of all those calls. */
  readonly environment: string;
  /** The variables that it exports. */
  readonly exported: Readonly<Record<string, string>>;
  /** The artifact's files by their names. */
  readonly artifacts: Readonly<Record<string, string>>;
  readonly output: string;
}

export interface BuildOptions {
  readonly environment: Readonly<Record<string, string>>;
  /** Files of the source. */
  readonly files?: Readonly<Record<string, string>>;
  /** Files of the other sources, by the names of their artifacts. */
  readonly otherSources?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Scripts in place of the stand-ins of docker and aws, or beside them. */
  readonly commands?: Readonly<Record<string, string>>;
  /** A shell pattern: calls that match it fail. */
  readonly failing?: string;
}

const read = (path: string): string => (existsSync(path) ? readFileSync(path, "utf8") : "");

function folderWith(parent: string, name: string, files: Readonly<Record<string, string>> = {}): string {
  const folder = join(parent, name);
  mkdirSync(folder);
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text, { mode: 0o755 });
  }
  return folder;
}

/** Runs a build specification of the `buildspec` folder as CodeBuild does, in a folder whose name has spaces. */
export async function build(
  name: string,
  { environment, files = {}, otherSources = {}, commands = {}, failing = "" }: BuildOptions,
): Promise<Build> {
  const buildspec = parseBuildspec(unescaped(shippedBuildspec(name)));
  const folder = mkdtempSync(join(tmpdir(), "code build "));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const source = folderWith(folder, "the source", files);
  const others = Object.entries(otherSources).map(([artifact, filesOfIt]) => [
    `CODEBUILD_SRC_DIR_${artifact}`,
    folderWith(folder, artifact, filesOfIt),
  ]);
  const record = folderWith(folder, "record");
  const output: string[] = [];
  const { succeeded, uploads, exported } = await runBuildspec({
    buildspec,
    folder: source,
    workFolder: folderWith(folder, "work"),
    environment: {
      ...environment,
      ...Object.fromEntries(others),
      PATH: `${folderWith(folder, "bin", { docker: standIn, aws: standIn, ...commands })}:${process.env.PATH}`,
      RECORD: record,
      FAILING: failing,
    },
    signal: new AbortController().signal,
    onOutput: (line) => output.push(line),
  });
  const artifact = uploads && buildspec.artifacts ? artifactFiles(buildspec.artifacts, source).files : {};
  return {
    succeeded,
    exported,
    calls: read(join(record, "calls")).split("\n").filter(Boolean),
    stdin: read(join(record, "stdin")),
    environment: read(join(record, "environment")),
    artifacts: Object.fromEntries(
      Object.entries(artifact).map(([path, content]) => [path, Buffer.from(content).toString()]),
    ),
    output: output.join("\n"),
  };
}
