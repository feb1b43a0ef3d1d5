import type { BuildLog } from "./build-log";
import type { PipelineBuild } from "./pipeline-build";
import type { Project } from "./projects";
import type { StartBuildInput } from "./start-build-input";

export type PhaseType =
  | "SUBMITTED"
  | "QUEUED"
  | "PROVISIONING"
  | "DOWNLOAD_SOURCE"
  | "INSTALL"
  | "PRE_BUILD"
  | "BUILD"
  | "POST_BUILD"
  | "UPLOAD_ARTIFACTS"
  | "FINALIZING"
  | "COMPLETED";

export type EndStatus = "SUCCEEDED" | "FAILED" | "STOPPED" | "TIMED_OUT" | "FAULT";

/** Why a phase ended as it did. */
export interface PhaseContext {
  readonly statusCode: string;
  readonly message: string;
}

/** A phase as BatchGetBuilds shows it. */
export interface BuildPhase {
  readonly phaseType: PhaseType;
  readonly startTime: number;
  phaseStatus?: EndStatus;
  endTime?: number;
  durationInSeconds?: number;
  contexts?: readonly PhaseContext[];
}

/** A build as BatchGetBuilds shows it. */
export interface Build {
  readonly id: string;
  readonly arn: string;
  readonly buildNumber: number;
  readonly projectName: string;
  readonly initiator: string;
  readonly startTime: number;
  endTime?: number;
  buildStatus: "IN_PROGRESS" | EndStatus;
  buildComplete: boolean;
  currentPhase: PhaseType;
  readonly phases: BuildPhase[];
  readonly sourceVersion?: string;
  resolvedSourceVersion?: string;
  readonly source: Project["source"];
  readonly secondarySources: Project["secondarySources"];
  readonly secondarySourceVersions: Project["secondarySourceVersions"];
  artifacts: object;
  secondaryArtifacts: readonly object[];
  readonly environment: Project["environment"];
  readonly serviceRole: string;
  readonly timeoutInMinutes: number;
  readonly encryptionKey: string;
  exportedEnvironmentVariables: readonly { readonly name: string; readonly value: string }[];
  readonly logs: object;
}

/** A build with what nobody is shown of it. */
export interface BuildRecord {
  readonly build: Build;
  /** The project as it was when the build started, overrides applied. */
  readonly project: Project;
  /** What StartBuild was told, to be told again by RetryBuild. */
  readonly input: StartBuildInput;
  readonly pipelineBuild: PipelineBuild | undefined;
  readonly log: BuildLog;
  /** Stops the build. */
  readonly stopped: AbortController;
}

/** What makes a phase fail, in CodeBuild's words. */
export class BuildFailure extends Error {
  constructor(
    readonly statusCode: string,
    message: string,
  ) {
    super(message);
    this.name = statusCode;
  }
}
