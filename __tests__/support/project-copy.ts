import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, relative } from "node:path";
import { onTestFinished } from "vitest";
import { stacks } from "../../settings/stacks";
import { mentioned } from "../../tools/try/existing/mentioned";
import { shippedProject, shippedStacksOfProject, shippedTaskDefinitions } from "./shipped";

const root = join(__dirname, "../..");

/** What a synth needs. */
const synthParts = [
  "main.ts",
  "systems.ts",
  "cdktf.json",
  "package.json",
  "buildspec",
  "lambda-src",
  "modules",
  "report",
  "settings",
  "stacks",
  "tools",
];

/** What `npm run try` needs. */
export const tryParts = [...synthParts, "local"];

/** What a fresh clone holds. */
export const wholeProject = ["."];

const notCloned = /^(node_modules|cdktf\.out|\.git|state|coverage|.*\.log)$/;

/** What a command left behind: its exit code and its two outputs. */
export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export type Environment = Readonly<Record<string, string>>;

/** A copy of this project in a folder of its own with the shipped settings, which a test may change, synthesized as a user would. */
export class ProjectCopy {
  readonly folder: string;

  /** A folder below the machine's temporary one; its name starts with `name`. */
  constructor(name = "project-", parts: readonly string[] = synthParts) {
    this.folder = mkdtempSync(join(tmpdir(), name));
    const filter = (path: string) => !notCloned.test(basename(path));
    for (const part of parts) cpSync(join(root, part), join(this.folder, part), { recursive: true, filter });
    symlinkSync(join(root, "node_modules"), join(this.folder, "node_modules"));
    // Not the checkout's own, which are a user's.
    this.setProject(shippedProject).setStacks(shippedStacksOfProject);
    // Those of the checkout are a user's too.
    for (const [copy, original] of Object.entries(shippedTaskDefinitions)) {
      mkdirSync(join(this.folder, original, ".."), { recursive: true });
      cpSync(join(root, copy), join(this.folder, original));
    }
  }

  /** A copy that goes when the test ends. */
  static forThisTest(name?: string, parts?: readonly string[]): ProjectCopy {
    const copy = new ProjectCopy(name, parts);
    onTestFinished(() => copy.remove());
    return copy;
  }

  /** Replaces the entries: by values, or by the text of a list. */
  setStacks(pipelines: readonly object[] | string): this {
    if (typeof pipelines !== "string") this.copyTaskDefinitions(pipelines);
    return this.write("settings/stacks.ts", `export const stacks: ${stacksType} = ${asText(pipelines)};\n`);
  }

  /** Replaces the project's settings: by a value, or by the text of one. */
  setProject(project: object | string): this {
    return this.write("settings/project.ts", `export const project: ${projectType} = ${asText(project)};\n`);
  }

  /** The settings of the checkout that is tested, which may be a user's. */
  setOwn(): this {
    cpSync(join(root, "settings"), join(this.folder, "settings"), { recursive: true });
    this.copyTaskDefinitions(stacks);
    return this;
  }

  /** The files of this checkout that entries name. What is not there the test is about, or writes itself. */
  private copyTaskDefinitions(entries: readonly object[]): void {
    for (const path of mentioned(entries, "taskDefinitionFile")) {
      if (existsSync(join(root, path))) cpSync(join(root, path), join(this.folder, path));
    }
  }

  /** What a synth wrote for Terraform: the manifest, and each stack's configuration; without what a stack uploads. */
  configurations(): readonly string[] {
    return Object.keys(this.output()).filter((path) => !path.includes("/assets/"));
  }

  write(path: string, text: string): this {
    writeFileSync(join(this.folder, path), text);
    return this;
  }

  read(path: string): string {
    return readFileSync(join(this.folder, path), "utf8");
  }

  /** Runs main.ts, as `npm run synth` does, with what stands behind `--`. */
  synth(environment: Environment = {}, ...args: readonly string[]): Ran {
    return this.tool("main.ts", environment, ...args);
  }

  /** Runs a command of `tools`, as `npm run` does, with what stands behind `--`. */
  tool(file: string, environment: Environment = {}, ...args: readonly string[]): Ran {
    return this.run(process.execPath, ["-r", "./tools/typescript.cjs", file, ...args], environment);
  }

  /** Runs the CDKTF CLI. */
  cdktf(...args: readonly string[]): Ran {
    return this.run(join(this.folder, "node_modules/.bin/cdktf"), args, {
      CHECKPOINT_DISABLE: "1",
      CI: "true",
    });
  }

  /** Everything in the output folder: paths and texts. None where there is no such folder. */
  output(): Readonly<Record<string, string>> {
    const out = join(this.folder, "cdktf.out");
    const files = readdirSync(this.folder).includes("cdktf.out")
      ? readdirSync(out, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
      : [];
    const paths = files.map((file) => relative(out, join(file.parentPath, file.name))).sort();
    return Object.fromEntries(paths.map((path) => [path, readFileSync(join(out, path), "utf8")]));
  }

  /** The Terraform JSON of a stack. */
  stack(name: string): Record<string, unknown> {
    return JSON.parse(this.output()[`stacks/${name}/cdk.tf.json`] ?? "null") as Record<string, unknown>;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Runs a command that a development dependency brings, such as `tsc`. */
  runDependency(name: string, ...args: readonly string[]): Ran {
    return this.run(join(this.folder, "node_modules/.bin", name), args, { NO_COLOR: "1" });
  }

  private run(command: string, args: readonly string[], environment: Environment): Ran {
    // Nothing of this machine's environment, so that a test sees what a new user sees.
    const env = { PATH: process.env.PATH ?? "", HOME: this.folder, TMPDIR: tmpdir(), ...environment };
    const { status, stdout, stderr } = spawnSync(command, args, { cwd: this.folder, env, encoding: "utf8" });
    return { code: status, stdout, stderr };
  }
}

// Inline, so that what is given begins on the first line.
const stacksType = 'readonly import("../systems").StackSettings[]';
const projectType = 'import("./schema/project").ProjectSettings';

const asText = (value: object | string): string =>
  typeof value === "string" ? value : JSON.stringify(value, undefined, 2);
