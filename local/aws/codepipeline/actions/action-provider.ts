import type { AwsClient } from "../../client/aws-client";
import type { Scope } from "../../gateway/scope";
import type { RoleSession } from "../../iam/role-session";
import type { Execution } from "../execution";
import type { ActionDeclaration } from "../pipeline-declaration";
import type { SourceRevision } from "../source-revisions";

/** What an action has to work with. */
export interface ActionContext {
  /** Account and region of the pipeline. */
  readonly scope: Scope;
  readonly execution: Execution;
  readonly stageName: string;
  /** The action, every `#{namespace.variable}` of its configuration replaced. */
  readonly action: ActionDeclaration;
  readonly actionExecutionId: string;
  /** The region that the action runs in. */
  readonly region: string;
  /** The action's own role, or the pipeline's. */
  readonly session: RoleSession;
  /** Calls AWS as that role in the action's region: IAM is evaluated for each call. */
  readonly client: AwsClient;
  readonly artifacts: ActionArtifacts;
  /** The revision of this source, where the trigger or an override named one. */
  readonly revision: SourceRevision | undefined;
  /** The key of this S3 source that an override put in place of its own. */
  readonly objectKey?: string | undefined;
  /** Ends the action when its execution is stopped and abandoned, or its time is up. */
  readonly signal: AbortSignal;
  /** Tells GetPipelineState and the log how far it is. */
  tell(progress: ActionProgress): void;
}

/** The artifacts of an action, as zips in the artifact bucket. */
export interface ActionArtifacts {
  /** The files of an input artifact, by path. Fails as the role that reads it does. */
  read(name: string): Promise<ArtifactFiles>;
  /** How large an input artifact's zip is. */
  sizeOf(name: string): Promise<number>;
  /** Writes an output artifact. */
  write(name: string, files: ArtifactFiles): Promise<void>;
  /** Writes an output artifact that is taken as it is, zip or not. */
  writeBytes(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  /** Where an artifact lies in the action's region, for an action that lets its own service read or write it. */
  locationOf(name: string): ArtifactLocation;
  /** Copies an input artifact from where it was written to the action's region, unless it lies there; answers where. */
  bring(name: string): Promise<ArtifactLocation>;
  /** The action that made an input artifact. */
  makerOf(name: string): string;
}

/** Contents of files by path. */
export type ArtifactFiles = Readonly<Record<string, Uint8Array>>;

/** Where an artifact lies in S3. */
export interface ArtifactLocation {
  readonly bucket: string;
  readonly key: string;
  /** The key of the artifact store, if it names one. */
  readonly encryptionKey: string | undefined;
}

/** How far an action is. */
export interface ActionProgress {
  readonly externalExecutionId?: string;
  readonly externalExecutionUrl?: string;
  readonly summary?: string;
}

/** What a successful action answers. */
export interface ActionResult {
  readonly outputVariables?: Readonly<Record<string, string>>;
  /** What a source fetched. */
  readonly revision?: SourceRevision;
  readonly externalExecutionId?: string;
  readonly summary?: string;
}

/** Carries an action out; throws an ActionFailure (or an AwsError, which is one too) when it fails. */
export type ActionProvider = (context: ActionContext) => Promise<ActionResult>;

/** Why an action failed, as `errorDetails` of ListActionExecutions tells it. */
export class ActionFailure extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = code;
  }
}
