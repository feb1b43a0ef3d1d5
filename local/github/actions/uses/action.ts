import type { CommandResult } from "../../../aws/codebuild/docker/docker-command";

/** An input that an action knows. */
export interface ActionInput {
  /** What the action takes where the workflow gives nothing. @default "" */
  readonly default?: string;
  readonly required?: true;
  /** The values that the stand-in plays. @default all */
  readonly plays?: readonly string[];
}

/** A stand-in for an action, which behaves as the action's pages and its metadata say. */
export interface Action {
  /** As in `uses:`. */
  readonly name: string;
  /** The release that it was made after, and that release's commit. */
  readonly version: string;
  readonly commit: string;
  /** Every input of the release. */
  readonly inputs: Readonly<Record<string, ActionInput>>;
  /** Variables that stand for an input that the workflow does not give. @default none */
  readonly inputsInEnvironment?: Readonly<Record<string, string>>;
  run(step: ActionStep): Promise<void>;
  /** What it cleans up when the job ends, whatever came of it. */
  readonly post?: (step: ActionStep) => Promise<void>;
}

/** A step that uses an action: what it is given, and what it may do to the job. */
export interface ActionStep {
  readonly inputs: Readonly<Record<string, string>>;
  /** As the step starts: that of the job, and the step's own. */
  readonly environment: Readonly<Record<string, string>>;
  /** What the action keeps for its cleaning up. */
  readonly state: Map<string, string>;
  readonly job: ActionJob;
  log(line: string): void;
  mask(value: string): void;
  setOutput(name: string, value: string): void;
  /** Sets a variable for all steps that follow. */
  exportVariable(name: string, value: string): void;
}

/** What a job offers its actions. */
export interface ActionJob {
  readonly workspace: string;
  readonly temporary: string;
  readonly repository: { readonly fullName: string; readonly sha: string; readonly ref: string };
  /** Whether the token may read the repository. */
  readonly readsContents: boolean;
  readonly githubUrl: string;
  readonly awsEndpoint: string;
  /** Asks GitHub for an OIDC token; undefined where the job may not. */
  readonly identityToken: ((audience: string) => Promise<string>) | undefined;
  docker(...args: readonly string[]): Promise<CommandResult>;
  /** The account's time, in milliseconds since 1970. */
  now(): Promise<number>;
  /** Aborted when the time of the step or of the job is up. */
  readonly signal: AbortSignal;
}

/** What makes a step fail, with the words that the action says. */
export class ActionFailure extends Error {
  override readonly name = "ActionFailure";
}
