import type { Buildspec } from "./buildspec";
import { ShellSession } from "./shell-session";
import { expandWords, valuesOfVariables } from "./shell-values";

/** The phases that have commands, in their order. */
export const COMMAND_PHASES = ["install", "pre_build", "build", "post_build"] as const;
export type CommandPhase = (typeof COMMAND_PHASES)[number];

/** How a phase ended: why it failed, or undefined where it succeeded. */
export interface PhaseEnd {
  readonly failure: { readonly command: string; readonly exitStatus: number } | undefined;
}

/** A build specification and where its commands run. */
export interface BuildspecRun {
  readonly buildspec: Buildspec;
  /** The folder of the primary source. */
  readonly folder: string;
  /** A folder for the run's own files. */
  readonly workFolder: string;
  /** All of the environment that commands get. */
  readonly environment: Readonly<Record<string, string>>;
  /** Ends the run and all that it started; the run then fails with the signal's reason. */
  readonly signal: AbortSignal;
  /** Gets each line that a command prints, errors among them. */
  readonly onOutput: (line: string) => void;
  readonly onCommand?: (command: string) => void;
  readonly onFailedCommand?: (command: string, exitStatus: number) => void;
  readonly onPhaseStart?: (phase: CommandPhase) => void | Promise<void>;
  readonly onPhaseEnd?: (phase: CommandPhase, end: PhaseEnd) => void | Promise<void>;
  /** Shell words to expand after the last phase, by any key. */
  readonly expand?: Readonly<Record<string, string>>;
}

/** What a run came to. */
export interface BuildspecResult {
  readonly succeeded: boolean;
  /** Whether CodeBuild goes on to upload artifacts, which it does after a failed build too. */
  readonly uploads: boolean;
  /** The variables to export that are set. */
  readonly exported: Readonly<Record<string, string>>;
  readonly expanded: Readonly<Record<string, string>>;
}

/** Runs the commands of a build specification in one shell (CodeBuild: Build phase transitions). */
export async function runBuildspec(run: BuildspecRun): Promise<BuildspecResult> {
  run.signal.throwIfAborted();
  const { buildspec, folder, workFolder, environment, onOutput } = run;
  let isQuiet = false;
  const session = new ShellSession({
    shell: buildspec.env.shell,
    folder,
    workFolder,
    environment: { ...environment, CODEBUILD_BUILD_SUCCEEDING: "1" },
    onLine: (line) => {
      if (!isQuiet) onOutput(line);
    },
  });
  const kill = () => void session.end();
  run.signal.addEventListener("abort", kill, { once: true });
  try {
    const { succeeded, uploads } = await runPhases(run, session);
    isQuiet = true;
    const exported = await valuesOfVariables(session, workFolder, buildspec.env["exported-variables"]);
    const expanded = await expandWords(session, workFolder, run.expand ?? {});
    return { succeeded, uploads, exported, expanded };
  } catch (error) {
    // A shell that was killed has ended for the signal's reason.
    run.signal.throwIfAborted();
    throw error;
  } finally {
    run.signal.removeEventListener("abort", kill);
    await session.end();
  }
}

async function runPhases(
  run: BuildspecRun,
  session: ShellSession,
): Promise<Pick<BuildspecResult, "succeeded" | "uploads">> {
  let succeeded = true;
  for (const phase of COMMAND_PHASES) {
    await run.onPhaseStart?.(phase);
    const end = await runPhase(run, session, phase);
    await run.onPhaseEnd?.(phase, end);
    if (end.failure === undefined) continue;
    succeeded = false;
    const onFailure = run.buildspec.phases[phase]?.["on-failure"];
    if (!goesOn(phase, onFailure)) return { succeeded, uploads: phase === "post_build" && !onFailure };
    await session.run("export CODEBUILD_BUILD_SUCCEEDING=0");
  }
  return { succeeded, uploads: true };
}

// RETRY is not carried out: the phase that asks for it ends the build, as with ABORT.
function goesOn(phase: CommandPhase, onFailure: string | undefined): boolean {
  return onFailure === undefined ? phase === "build" : onFailure === "CONTINUE";
}

/** Runs the commands until one fails, then those of `finally`, whatever happened before. */
async function runPhase(run: BuildspecRun, session: ShellSession, name: CommandPhase): Promise<PhaseEnd> {
  const phase = run.buildspec.phases[name];
  const failure = await runCommands(run, session, phase?.commands ?? []);
  const failureAtLast = await runCommands(run, session, phase?.finally ?? []);
  return { failure: failure ?? failureAtLast };
}

async function runCommands(
  run: BuildspecRun,
  session: ShellSession,
  commands: readonly string[],
): Promise<PhaseEnd["failure"]> {
  for (const command of commands) {
    run.onCommand?.(command);
    const exitStatus = await session.run(command);
    if (exitStatus === 0) continue;
    run.onFailedCommand?.(command, exitStatus);
    return { command, exitStatus };
  }
  return undefined;
}
