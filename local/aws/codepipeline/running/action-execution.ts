import type { ArtifactLocation } from "../actions/action-provider";
import type { ActionDeclaration } from "../pipeline-declaration";
import type { SourceRevision } from "../source-revisions";
import type { OpenApproval } from "./manual-approval";

/** One run of an action. A retry makes another. */
export interface ActionExecution {
  readonly actionExecutionId: string;
  /** As it was declared. */
  readonly action: ActionDeclaration;
  readonly region: string;
  readonly roleArn: string;
  readonly startTime: number;
  lastUpdateTime: number;
  status: "InProgress" | "Abandoned" | "Succeeded" | "Failed";
  resolvedConfiguration?: Readonly<Record<string, string>>;
  inputArtifacts: readonly ArtifactDetail[];
  outputArtifacts: readonly ArtifactDetail[];
  externalExecutionId?: string;
  externalExecutionUrl?: string;
  summary?: string;
  lastUpdatedBy?: string;
  errorDetails?: ErrorDetails;
  outputVariables?: Readonly<Record<string, string>>;
  /** What a source fetched. */
  revision?: SourceRevision;
  /** The question that a manual approval asks. */
  approval?: OpenApproval;
}

/** Why an action or a rule failed. */
export interface ErrorDetails {
  readonly code: string;
  readonly message: string;
}

/** An artifact and where it lies. */
export interface ArtifactDetail {
  readonly name: string;
  readonly s3location: Pick<ArtifactLocation, "bucket" | "key">;
}
