import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { type StandInProviders, startStandInProviders } from "../providers/stand-in-providers";
import { writeCliConfiguration } from "./cli-configuration";
import { type FoundProviders, standInsOf } from "./found-providers";
import { keepStateLocally } from "./local-state";
import type { PlanJson } from "./plan-json";
import { startTerraform, TerraformError, type TerraformResult, type TerraformRun } from "./run-terraform";
import type { StateJson, StateResource } from "./state-json";
import { type Environment, terraformEnvironment } from "./terraform-environment";

export interface WorkspaceOptions {
  readonly providers: FoundProviders;
  /** AWS_*, GITHUB_*, TF_VAR_*: the developer's own are not passed on. */
  readonly environment?: Environment;
  /** Terraform JSON merged over the stack's, for what no environment variable can say. */
  readonly override?: object;
  /** Keep the state in a file of the copy, whatever the stack's backend is. */
  readonly localState?: boolean;
  readonly timeLimitMs?: number;
}

export interface Plan {
  readonly hasChanges: boolean;
  readonly stdout: string;
}

/** What a stack's folder holds beside its configuration after somebody worked in it. */
const NOT_COPIED = /^(\.terraform|\.terraform\.lock\.hcl|.*\.tfstate(\..*)?|plan)$/;

/**
 * A fresh copy of a synthesized stack's folder, in which the real terraform runs. Every method that runs terraform
 * throws a TerraformError with its message unless it succeeds, but for `run` and `start`.
 */
export class Workspace {
  /** Where terraform runs. */
  readonly folder: string;
  readonly #root: string;
  readonly #options: WorkspaceOptions;
  readonly #cliConfigFile: string;
  readonly #runs = new Set<TerraformRun>();
  #standInsForOthers: StandInProviders | undefined;

  private constructor(root: string, folder: string, options: WorkspaceOptions, cliConfigFile: string) {
    this.folder = folder;
    this.#root = root;
    this.#options = options;
    this.#cliConfigFile = cliConfigFile;
  }

  /** Copies the folder that holds a stack's `cdk.tf.json`. */
  static async open(stackFolder: string, options: WorkspaceOptions): Promise<Workspace> {
    const root = await mkdtemp(join(tmpdir(), "stack-"));
    const stack = basename(resolve(stackFolder));
    // As deep as in the project, where the local backend's path ../../../state ends beside cdktf.out.
    const folder = join(root, "cdktf.out", "stacks", stack);
    await copyConfiguration(stackFolder, folder);
    if (options.localState) await keepStateLocally(folder);
    if (options.override) {
      await writeFile(join(folder, "local_override.tf.json"), JSON.stringify(options.override, null, 2));
    }
    return new Workspace(root, folder, options, await writeCliConfiguration(root, options.providers));
  }

  /** Copies a stack's folder that was synthesized anew over this copy; state, providers and override stay. */
  async replaceConfiguration(stackFolder: string): Promise<void> {
    await copyConfiguration(stackFolder, this.folder);
    if (this.#options.localState) await keepStateLocally(this.folder);
  }

  init(args: readonly string[] = []): Promise<TerraformResult> {
    return this.#succeed(["init", ...args]);
  }

  validate(): Promise<TerraformResult> {
    return this.#succeed(["validate"]);
  }

  async plan(args: readonly string[] = []): Promise<Plan> {
    const command = ["plan", "-detailed-exitcode", `-out=${this.#planFile}`, ...args];
    const { code, stdout } = await this.#succeed(command, [0, 2]);
    return { hasChanges: code === 2, stdout };
  }

  /** The last plan as JSON. */
  async planJson(): Promise<PlanJson> {
    const { stdout } = await this.#succeed(["show", "-json", this.#planFile]);
    return JSON.parse(stdout) as PlanJson;
  }

  apply(args: readonly string[] = []): Promise<TerraformResult> {
    return this.#succeed(["apply", "-auto-approve", ...args]);
  }

  destroy(args: readonly string[] = []): Promise<TerraformResult> {
    return this.#succeed(["destroy", "-auto-approve", ...args]);
  }

  import(address: string, id: string): Promise<TerraformResult> {
    return this.#succeed(["import", address, id]);
  }

  /** The outputs' values, sensitive ones included. */
  async output(): Promise<Record<string, unknown>> {
    const { stdout } = await this.#succeed(["output", "-json"]);
    const outputs = JSON.parse(stdout) as Record<string, { value: unknown }>;
    return Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]));
  }

  /** What the state holds, data sources included. */
  async stateResources(): Promise<readonly StateResource[]> {
    const { stdout } = await this.#succeed(["show", "-json"]);
    return (JSON.parse(stdout) as StateJson).values?.root_module.resources ?? [];
  }

  /** Runs any command to its end, whatever its exit code. */
  async run(args: readonly string[], environment: Environment = {}): Promise<TerraformResult> {
    const run = await this.start(args, environment);
    return run.ended;
  }

  /** Starts any command: to wait for its output, or to kill it half-way. */
  async start(args: readonly string[], environment: Environment = {}): Promise<TerraformRun> {
    const { providers, timeLimitMs } = this.#options;
    const run = await startTerraform(args, {
      cwd: this.folder,
      environment: { ...this.#options.environment, ...environment, TF_CLI_CONFIG_FILE: this.#cliConfigFile },
      providers,
      timeLimitMs,
    });
    this.#runs.add(run);
    return run;
  }

  /** What a terraform that somebody else runs in the folder needs in its environment, until this is closed. */
  async environmentForOthers(): Promise<Environment> {
    const environment = { ...this.#options.environment, TF_CLI_CONFIG_FILE: this.#cliConfigFile };
    this.#standInsForOthers ??= await startStandInProviders(
      standInsOf(this.#options.providers),
      terraformEnvironment(environment),
    );
    return {
      ...environment,
      CHECKPOINT_DISABLE: "1",
      TF_REATTACH_PROVIDERS: this.#standInsForOthers.reattach,
    };
  }

  /** Kills what still runs and deletes the copy, its state included. */
  async close(): Promise<void> {
    await Promise.all([...this.#runs].map((run) => run.kill()));
    await this.#standInsForOthers?.stop();
    await rm(this.#root, { recursive: true, force: true });
  }

  get #planFile(): string {
    return join(this.#root, "plan");
  }

  async #succeed(args: readonly string[], codes: readonly number[] = [0]): Promise<TerraformResult> {
    const result = await this.run(args);
    if (result.code !== null && codes.includes(result.code)) return result;
    throw new TerraformError(`terraform ${args[0]} failed with exit code ${result.code}.`, result);
  }
}

function copyConfiguration(from: string, to: string): Promise<void> {
  return cp(from, to, { recursive: true, filter: (path) => !NOT_COPIED.test(basename(path)) });
}
