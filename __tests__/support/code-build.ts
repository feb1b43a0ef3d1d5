import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { parse } from "yaml";

const phases = ["install", "pre_build", "build", "post_build"] as const;

interface Buildspec {
  readonly version: number;
  readonly env: { readonly shell: string };
  readonly phases: Readonly<
    Partial<Record<(typeof phases)[number], { readonly commands: readonly string[] }>>
  >;
  readonly artifacts: { readonly files: readonly string[] };
}

// The order of phases, and what a failing one means (CodeBuild: Build phase transitions). One shell runs them all.
const driver = `
set -u
phase() {
  local command
  for command in "$COMMANDS/$1"-*.sh; do
    if [ -e "$command" ]; then source "$command" || return 1; fi
  done
}
export CODEBUILD_BUILD_SUCCEEDING=1
phase install && phase pre_build || exit 1
phase build || CODEBUILD_BUILD_SUCCEEDING=0
phase post_build || exit 1
[ "$CODEBUILD_BUILD_SUCCEEDING" = 1 ]
`;

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
  /** The artifact's files: undefined where one is missing. */
  readonly artifacts: Readonly<Record<string, string | undefined>>;
  readonly stderr: string;
}

export interface BuildOptions {
  readonly environment: Readonly<Record<string, string>>;
  /** Files of the source. */
  readonly files?: Readonly<Record<string, string>>;
  /** A shell pattern: calls that match it fail. */
  readonly failing?: string;
}

const read = (path: string): string | undefined =>
  existsSync(path) ? readFileSync(path, "utf8") : undefined;

/** Whether a file's name fits a pattern of `artifacts/files`, of which ours use `*` alone. */
function matches(pattern: string, file: string): boolean {
  const parts = pattern.split("*").map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`).test(file);
}

function folderWith(parent: string, name: string, files: Readonly<Record<string, string>> = {}): string {
  const folder = join(parent, name);
  mkdirSync(folder);
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text, { mode: 0o755 });
  return folder;
}

function commandsOf({ phases: given }: Buildspec): Readonly<Record<string, string>> {
  return Object.fromEntries(
    phases.flatMap((phase) =>
      (given[phase]?.commands ?? []).map((command, index) => [`${phase}-${index}.sh`, command] as const),
    ),
  );
}

/** Runs a build specification of the `buildspec` folder as CodeBuild does, in a folder whose name has spaces. */
export function build(buildspec: string, { environment, files = {}, failing = "" }: BuildOptions): Build {
  const text = readFileSync(join(__dirname, "../../buildspec", buildspec), "utf8");
  const specification = parse(text) as Buildspec;
  const folder = mkdtempSync(join(tmpdir(), "code build "));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const source = folderWith(folder, "the source", files);
  const record = folderWith(folder, "record");
  const { status, stderr } = spawnSync(specification.env.shell, ["-c", driver], {
    cwd: source,
    encoding: "utf8",
    env: {
      ...environment,
      PATH: `${folderWith(folder, "bin", { docker: standIn, aws: standIn })}:${process.env.PATH}`,
      COMMANDS: folderWith(folder, "commands", commandsOf(specification)),
      RECORD: record,
      FAILING: failing,
    },
  });
  return {
    succeeded: status === 0,
    calls: (read(join(record, "calls")) ?? "").split("\n").filter(Boolean),
    stdin: read(join(record, "stdin")) ?? "",
    environment: read(join(record, "environment")) ?? "",
    artifacts: Object.fromEntries(
      readdirSync(source)
        .filter((file) => specification.artifacts.files.some((pattern) => matches(pattern, file)))
        .map((file) => [file, read(join(source, file))] as const),
    ),
    stderr,
  };
}
