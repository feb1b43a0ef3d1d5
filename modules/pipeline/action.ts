import type { Codepipeline } from "@cdktf/provider-aws/lib/codepipeline";
import type { Construct } from "constructs";
import type { Finding } from "../findings/finding";
import type { Statement } from "../iam/statement";
import type { IArtifactStore } from "../s3/artifact-store-interface";
import type { Artifact, ArtifactBounds } from "./artifact";
import type { CrossAccountRole } from "./cross-account-role";
import type { GitTrigger } from "./git-trigger";

export type ActionCategory = "Source" | "Build" | "Test" | "Deploy" | "Approval" | "Invoke" | "Compute";

export const pipelineTypes = ["V1", "V2"] as const;

export type PipelineType = (typeof pipelineTypes)[number];

/** What AWS knows an action by (CodePipeline: Action structure reference). */
export interface ActionType {
  readonly category: ActionCategory;
  readonly owner: "AWS" | "ThirdParty" | "Custom";
  readonly provider: string;
  readonly bounds: ArtifactBounds;
}

export interface ActionProps {
  /** 1 to 100 characters, unique in its stage. */
  readonly actionName: string;
  /** Actions with equal numbers run side by side, 1 to 999. @default 1 */
  readonly runOrder?: number;
  /** Namespace of the action's output variables. @default `<actionName>Variables` when a variable is used, else none */
  readonly namespace?: string;
  /** Where the action runs; the pipeline needs an artifact store there. @default the pipeline's Region */
  readonly region?: string;
  /** ARN of a role that exists, which the action runs as; its permissions are not made here. @default the pipeline's role */
  readonly roleArn?: string;
  /** A role in another account, which the action runs as and brings its permissions to. @default the pipeline's role */
  readonly crossAccountRole?: CrossAccountRole;
}

/** What a pipeline offers to an action that it binds. */
export interface ActionHost {
  /** Where the action creates resources of its own, and what its findings are reported on. */
  readonly scope: Construct;
  /** A literal, for names and patterns. */
  readonly pipelineName: string;
  /** Made of the pipeline's name, for policies. */
  readonly pipelineArn: string;
  /** The resource, whose attributes are references: for what must come after the pipeline. */
  readonly pipeline: Codepipeline;
  readonly pipelineType: PipelineType;
  /** The store of the Region that the action runs in. */
  readonly artifactStore: IArtifactStore;
  /** Where data sources are made that read what the action works on: with its account's credentials, in its Region. */
  readonly lookupScope: Construct;
  /** The ARN of what has this name in the account and the Region that the action runs in. */
  arnOf(service: string, resource: string): string;
  /** The ARN of a role in the account that the action runs in, by its name; an ARN is passed through. */
  roleArnOf(role: string): string;
  readonly stageName: string;
  /** Whether `allow` adds anything: a role of exact statements, or one that is not made here, takes no more. */
  readonly takesPermissions: boolean;
  /** Adds permissions to the role that the action runs as. */
  allow(...statements: readonly Statement[]): void;
  /** Adds a trigger to the pipeline itself (V2 only). */
  addGitTrigger(trigger: GitTrigger): void;
}

/**
 * One action of a pipeline: a small object that knows its provider, its artifacts, its permissions and its trigger.
 * Nothing happens until a pipeline binds it.
 */
export abstract class Action {
  readonly actionName: string;
  readonly runOrder: number | undefined;
  readonly region: string | undefined;
  readonly roleArn: string | undefined;
  readonly crossAccountRole: CrossAccountRole | undefined;
  abstract readonly type: ActionType;
  /** What the action reads, runs, asks or deploys to, in a few words for people. */
  abstract readonly target: string;
  readonly inputs: readonly Artifact[];
  readonly outputs: readonly Artifact[];
  private readonly givenNamespace: string | undefined;
  private variablesUsed = false;

  constructor(props: ActionProps, inputs: readonly Artifact[], outputs: readonly Artifact[]) {
    this.actionName = props.actionName;
    this.runOrder = props.runOrder;
    this.region = props.region;
    this.roleArn = props.roleArn;
    this.crossAccountRole = props.crossAccountRole;
    this.givenNamespace = props.namespace;
    this.inputs = inputs;
    this.outputs = outputs;
  }

  /** Adds the action's permissions and triggers to a pipeline and answers with the action's configuration. */
  abstract bind(host: ActionHost): Readonly<Record<string, string>>;

  /** What AWS would refuse in this action. Asked for once it is bound. */
  abstract findings(host: ActionHost): readonly Finding[];

  /** Minutes until the action fails: only an approval has a say in it (CodePipeline API: ActionDeclaration). */
  get timeoutInMinutes(): number | undefined {
    return undefined;
  }

  /** The namespace that AWS keeps this action's output variables in, if any action reads one. */
  get namespace(): string | undefined {
    return this.givenNamespace ?? (this.variablesUsed ? `${this.actionName}Variables` : undefined);
  }

  /** A reference to an output variable, for another action's configuration. */
  protected variable(name: string): string {
    this.variablesUsed = true;
    return `#{${this.namespace}.${name}}`;
  }
}

/** What starts a pipeline, in words for people; or `none`, said on purpose. */
export interface StartedBy {
  readonly kind: "event" | "webhook" | "connection" | "polling" | "none";
  readonly description: string;
}

/** An action of the first stage: it brings an artifact in, and says what starts the pipeline. */
export abstract class SourceAction extends Action {
  /** The artifact that the source brings in. */
  abstract readonly output: Artifact;

  /** Answers with nothing where nothing starts the source: that is refused. */
  abstract startedBy(): StartedBy | undefined;
}
