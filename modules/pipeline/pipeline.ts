import { Codepipeline } from "@cdktf/provider-aws/lib/codepipeline";
import { Construct } from "constructs";
import type { ArtifactStore } from "../artifact-store/artifact-store";
import { nameRules } from "../aws/name-rules";
import { check } from "../findings/check";
import { invalidName, needsV2, notOneOf } from "../findings/errors";
import type { Finding } from "../findings/finding";
import { type RoleOptions, ServiceRole } from "../iam/service-role";
import { type LogicalIdProps, setLogicalId } from "../logical-ids/logical-id";
import { type Action, type ActionHost, type PipelineType, SourceAction, type StartedBy } from "./action";
import { type GitTrigger, triggerBlock } from "./git-trigger";
import { type PipelineVariable, variableFindings } from "./pipeline-variable";
import { type BoundAction, type Stage, stageBlock } from "./stage";
import { actionFindings, structureFindings } from "./structure";

const executionModes = ["SUPERSEDED", "QUEUED", "PARALLEL"] as const;

export type ExecutionMode = (typeof executionModes)[number];

export interface PipelineProps extends LogicalIdProps {
  /** 1 to 100 characters, unique in the Region (CodePipeline: Quotas). */
  readonly pipelineName: string;
  readonly artifactStore: ArtifactStore;
  /** @default "V2" */
  readonly pipelineType?: PipelineType;
  /** What happens to an execution that catches up with another; other than SUPERSEDED for V2 only. @default "SUPERSEDED" */
  readonly executionMode?: ExecutionMode;
  /** For V2 only, at most 50. @default none */
  readonly variables?: readonly PipelineVariable[];
  /** @default role `<pipelineName>-codepipeline` with an inline policy */
  readonly role?: RoleOptions;
  /** Logical ID of the role's elements. @default "codepipeline" */
  readonly roleLogicalId?: string;
}

// A repeated or empty name is a finding of its own, reported with all others, and must not stop the synth here.
function uniqueScope(parent: Construct, name: string): Construct {
  const taken = name === "" || parent.node.tryFindChild(name) !== undefined;
  return new Construct(parent, taken ? `${name}#${parent.node.children.length + 1}` : name);
}

/** A CodePipeline pipeline. Its stages are added one by one; each action brings its permissions and its trigger. */
export class Pipeline extends Construct {
  readonly pipelineType: PipelineType;
  private readonly artifactStore: ArtifactStore;
  private readonly role: ServiceRole;
  private readonly pipeline: Codepipeline;
  private readonly stageScopes: Construct;
  private readonly bound: Stage[] = [];
  private readonly gitTriggers: GitTrigger[] = [];

  constructor(scope: Construct, id: string, props: PipelineProps) {
    super(scope, id);
    setLogicalId(this, props.logicalId);
    this.pipelineType = props.pipelineType ?? "V2";
    this.artifactStore = props.artifactStore;
    this.role = this.createRole(props);
    this.pipeline = this.createPipeline(props);
    this.stageScopes = new Construct(this, "stages");
    this.role.allow(...props.artifactStore.readWrite());
    check(this, () => [
      ...invalidName("pipelineName", props.pipelineName, nameRules.pipeline),
      ...structureFindings(this.bound),
      ...this.typeFindings(props),
    ]);
  }

  /** The pipeline's name, as a reference. */
  get pipelineName(): string {
    return this.pipeline.name;
  }

  get pipelineArn(): string {
    return this.pipeline.arn;
  }

  get stages(): readonly Stage[] {
    return this.bound;
  }

  /** What starts the pipeline, one line for every source that something starts. */
  get startedBy(): readonly StartedBy[] {
    return this.actions.flatMap((action) =>
      action instanceof SourceAction ? (action.startedBy() ?? []) : [],
    );
  }

  /** Adds a stage and binds its actions. */
  stage(stageName: string, ...actions: readonly Action[]): this {
    const scope = uniqueScope(this.stageScopes, stageName);
    this.bound.push({ stageName, actions: actions.map((action) => this.bind(scope, action)) });
    this.pipeline.putStage(this.bound.map(stageBlock));
    return this;
  }

  private get actions(): readonly Action[] {
    return this.bound.flatMap(({ actions }) => actions.map(({ action }) => action));
  }

  private createRole({ pipelineName, role, roleLogicalId }: PipelineProps): ServiceRole {
    return new ServiceRole(this, "role", {
      logicalId: roleLogicalId ?? "codepipeline",
      service: "codepipeline.amazonaws.com",
      ...role,
      roleName: role?.roleName ?? `${pipelineName}-codepipeline`,
    });
  }

  private createPipeline(props: PipelineProps): Codepipeline {
    const { kmsKeyArn, location } = props.artifactStore;
    return new Codepipeline(this, "pipeline", {
      name: props.pipelineName,
      roleArn: this.role.arn,
      pipelineType: this.pipelineType,
      executionMode: props.executionMode ?? "SUPERSEDED",
      artifactStore: [
        { type: "S3", location, ...(kmsKeyArn ? { encryptionKey: { type: "KMS", id: kmsKeyArn } } : {}) },
      ],
      stage: [],
      ...(props.variables ? { variable: [...props.variables] } : {}),
      // A new pipeline runs at once: without its permissions that first execution fails.
      dependsOn: [this.role.permissions],
    });
  }

  private bind(stageScope: Construct, action: Action): BoundAction {
    const host = this.hostOf(uniqueScope(stageScope, action.actionName));
    const configuration = action.bind(host);
    check(host.scope, () => [...actionFindings(action), ...action.findings(host)]);
    return { action, configuration };
  }

  private hostOf(scope: Construct): ActionHost {
    return {
      scope,
      pipelineName: this.pipelineName,
      pipelineArn: this.pipelineArn,
      pipelineType: this.pipelineType,
      artifactStore: this.artifactStore,
      allow: (...statements) => this.role.allow(...statements),
      addGitTrigger: (trigger) => {
        this.gitTriggers.push(trigger);
        this.pipeline.putTrigger(this.gitTriggers.map(triggerBlock));
      },
    };
  }

  private typeFindings({ executionMode, variables = [] }: PipelineProps): readonly Finding[] {
    const isV1 = this.pipelineType === "V1";
    return [
      ...notOneOf(
        "executionMode",
        executionMode ?? "SUPERSEDED",
        executionModes,
        "CodePipeline: Execution modes",
      ),
      ...(isV1 && executionMode && executionMode !== "SUPERSEDED"
        ? needsV2("executionMode", executionMode)
        : []),
      ...(isV1 && variables.length > 0 ? needsV2("variables", variables) : []),
      ...(isV1 && this.gitTriggers.length > 0 ? needsV2("triggers", this.gitTriggers) : []),
      ...variableFindings(variables),
    ];
  }
}
