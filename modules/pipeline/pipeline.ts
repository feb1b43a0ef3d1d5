import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { arnRules } from "../aws/arn-rules";
import { arnOf, roleArnOf } from "../aws/current";
import { nameRules } from "../aws/name-rules";
import { regionOfStack, scopeIn } from "../aws/regional-provider";
import { hasFormOfRegion } from "../aws/regions";
import { check } from "../findings/check";
import type { Finding } from "../findings/finding";
import { needsV2, noStoreInRegion } from "../findings/pipeline-errors";
import { invalidArn, invalidName, notOneOf } from "../findings/value-errors";
import { foreignRoleArn } from "../iam/foreign-role";
import { Role, type RoleOptions } from "../iam/role";
import { trustService } from "../iam/trust";
import { type LogicalIdProps, setLogicalId } from "../logical-ids/logical-id";
import { readArtifacts } from "../s3/artifact-permissions";
import type { IArtifactStore } from "../s3/artifact-store-interface";
import { defined } from "../terraform/defined";
import { type Action, type ActionHost, type PipelineType, SourceAction, type StartedBy } from "./action";
import type { CrossAccountRole } from "./cross-account-role";
import { type GitTrigger, triggerBlock } from "./git-trigger";
import { LatePipeline } from "./late-pipeline";
import { type PipelineVariable, variableFindings } from "./pipeline-variable";
import type { BoundAction, Stage, StageProps } from "./stage";
import { conditionFindings, conditionPermissions, parallelFindings } from "./stage-conditions";
import { actionFindings, structureFindings } from "./structure";
import { uniqueScope } from "./unique-scope";

/** What happens to an execution that catches up with another (CodePipeline: Execution modes). */
export const executionModes = ["SUPERSEDED", "QUEUED", "PARALLEL"] as const;

export type ExecutionMode = (typeof executionModes)[number];

/** What a user may choose about the pipeline. */
export interface PipelineOptions extends LogicalIdProps {
  /** What AWS offers and how it charges: `V1` by the month, `V2` by the minute of actions. @default "V2" */
  readonly pipelineType?: PipelineType;
  /** What happens to an execution that catches up with another; other than SUPERSEDED for V2 only. @default "SUPERSEDED" */
  readonly executionMode?: ExecutionMode;
  /** Variables of every execution, for V2 only, at most 50. @default none */
  readonly variables?: readonly PipelineVariable[];
  /** The role that the pipeline runs as. @default role `<pipelineName>-codepipeline` with an inline policy */
  readonly role?: RoleOptions;
  /** Logical ID of the role's elements. @default "codepipeline" */
  readonly roleLogicalId?: string;
}

export interface PipelineProps extends PipelineOptions {
  /** 1 to 100 characters, unique in the Region (CodePipeline: Quotas). */
  readonly pipelineName: string;
  readonly artifactStore: IArtifactStore;
  /** Artifact stores of other Regions, by Region, for actions that run there. @default none */
  readonly crossRegionArtifactStores?: Readonly<Record<string, IArtifactStore>>;
  /** What must exist before the pipeline, such as services that it deploys to: it runs at once. @default none */
  readonly dependsOn?: readonly ITerraformDependable[];
}

/** A CodePipeline pipeline. Its stages are added one by one; each action brings its permissions and its trigger. */
export class Pipeline extends Construct {
  readonly pipelineName: string;
  readonly pipelineArn: string;
  readonly pipelineType: PipelineType;
  readonly role: Role;
  private readonly executionMode: ExecutionMode;
  private readonly artifactStore: IArtifactStore;
  private readonly crossRegionArtifactStores: Readonly<Record<string, IArtifactStore>>;
  private readonly region: string;
  private readonly readers = new Set<string>();
  readonly resource: LatePipeline;
  private readonly stageScopes: Construct;
  private readonly bound: Stage[] = [];
  private readonly gitTriggers: GitTrigger[] = [];

  constructor(scope: Construct, id: string, props: PipelineProps) {
    super(scope, id);
    setLogicalId(this, props.logicalId);
    this.pipelineName = props.pipelineName;
    this.pipelineArn = arnOf(this, "codepipeline", props.pipelineName);
    this.pipelineType = props.pipelineType ?? "V2";
    this.executionMode = props.executionMode ?? "SUPERSEDED";
    this.artifactStore = props.artifactStore;
    this.crossRegionArtifactStores = props.crossRegionArtifactStores ?? {};
    this.region = regionOfStack(this);
    this.role = this.createRole(props);
    this.resource = this.createPipeline(props);
    this.stageScopes = new Construct(this, "stages");
    this.allowArtifacts(props);
    check(this, () => [
      ...invalidName("pipelineName", props.pipelineName, nameRules.pipeline),
      ...structureFindings(this.bound),
      ...this.typeFindings(props),
      ...this.regionFindings(),
    ]);
  }

  get stages(): readonly Stage[] {
    return this.bound;
  }

  /** What starts the pipeline, one line for every source that something starts; or one that nothing does. */
  get startedBy(): readonly StartedBy[] {
    const all = this.actions.flatMap((action) =>
      action instanceof SourceAction ? (action.startedBy() ?? []) : [],
    );
    const starting = all.filter(({ kind }) => kind !== "none");
    return starting.length > 0 ? starting : all.slice(0, 1);
  }

  /** Adds a stage, by its name or with its conditions, and binds its actions. */
  stage(stage: string | StageProps, ...actions: readonly Action[]): this {
    const props = typeof stage === "string" ? { stageName: stage } : stage;
    const scope = uniqueScope(this.stageScopes, props.stageName);
    this.bound.push({
      ...props,
      actions: actions.map((action) => this.bind(scope, props.stageName, action)),
    });
    this.role.allow(...conditionPermissions(props));
    check(scope, () => [
      ...conditionFindings(props, this.pipelineType),
      ...(this.executionMode === "PARALLEL" ? parallelFindings(props) : []),
    ]);
    return this;
  }

  private get actions(): readonly Action[] {
    return this.bound.flatMap(({ actions }) => actions.map(({ action }) => action));
  }

  private createRole({ pipelineName, role, roleLogicalId }: PipelineProps): Role {
    return new Role(this, "role", {
      logicalId: roleLogicalId ?? "codepipeline",
      assumedBy: trustService("codepipeline.amazonaws.com"),
      ...role,
      roleName: role?.roleName ?? `${pipelineName}-codepipeline`,
    });
  }

  private createPipeline(props: PipelineProps): LatePipeline {
    return new LatePipeline(
      this,
      "pipeline",
      defined({
        name: props.pipelineName,
        roleArn: this.role.arn,
        pipelineType: this.pipelineType,
        executionMode: this.executionMode,
        artifactStore: artifactStoreBlocks(props, this.region),
        variable: props.variables && [...props.variables],
        // A new pipeline runs at once: without its permissions that first execution fails.
        dependsOn: [...this.role.permissions, ...(props.dependsOn ?? [])],
      }),
      () => this.bound,
    );
  }

  private allowArtifacts({ artifactStore, crossRegionArtifactStores = {} }: PipelineProps): void {
    for (const store of [artifactStore, ...Object.values(crossRegionArtifactStores)]) {
      this.role.allow(...store.readWrite());
    }
  }

  private bind(stageScope: Construct, stageName: string, action: Action): BoundAction {
    const host = this.hostOf(uniqueScope(stageScope, action.actionName), stageName, action);
    const { crossAccountRole } = action;
    const roleArn = crossAccountRole ? foreignRoleArn(this, crossAccountRole) : action.roleArn;
    if (roleArn) this.role.allow({ actions: ["sts:AssumeRole"], resources: [roleArn] });
    if (crossAccountRole && isRegion(action.region)) this.letRead(crossAccountRole, action.region);
    const configuration = action.bind(host);
    check(host.scope, () => [
      ...actionFindings(action),
      ...invalidArn("roleArn", action.roleArn, arnRules.role),
      ...action.findings(host),
    ]);
    return { action, configuration, roleArn };
  }

  private letRead(role: CrossAccountRole, region: string | undefined): void {
    const store = this.storeIn(region);
    const location = { accountId: role.pipelineRole.accountId, region: region ?? this.region };
    role.allow(...readArtifacts(role, store, location));
    if (this.readers.has(`${role.node.path} ${store.bucketName}`)) return;
    this.readers.add(`${role.node.path} ${store.bucketName}`);
    store.letRead(role);
  }

  private storeIn(region: string | undefined): IArtifactStore {
    return this.crossRegionArtifactStores[region ?? ""] ?? this.artifactStore;
  }

  private hostOf(scope: Construct, stageName: string, action: Action): ActionHost {
    const { crossAccountRole, region, roleArn } = action;
    const within = crossAccountRole ? uniqueScope(crossAccountRole, action.actionName) : scope;
    const allow = crossAccountRole ?? this.role;
    return {
      scope,
      pipelineName: this.pipelineName,
      pipelineArn: this.pipelineArn,
      pipeline: this.resource,
      pipelineType: this.pipelineType,
      artifactStore: this.storeIn(region),
      lookupScope: scopeIn(within, "lookup", region),
      arnOf: (service, resource) => arnOf(within, service, resource, region),
      roleArnOf: (role) => roleArnOf(within, role),
      stageName,
      takesPermissions: roleArn === undefined && (crossAccountRole !== undefined || !this.role.isExact),
      // What a role may do that is not made here is its owner's to say.
      allow: (...statements) => (roleArn === undefined ? allow.allow(...statements) : undefined),
      addGitTrigger: (trigger) => {
        this.gitTriggers.push(trigger);
        this.resource.putTrigger(this.gitTriggers.map(triggerBlock));
      },
    };
  }

  private typeFindings({ executionMode, variables = [] }: PipelineProps): readonly Finding[] {
    const isV1 = this.pipelineType === "V1";
    return [
      ...notOneOf("executionMode", executionMode, executionModes, "CodePipeline: Execution modes"),
      ...(isV1 && executionMode && executionMode !== "SUPERSEDED"
        ? needsV2("executionMode", executionMode)
        : []),
      ...(isV1 && variables.length > 0 ? needsV2("variables", variables) : []),
      ...(isV1 && this.gitTriggers.length > 0 ? needsV2("triggers", this.gitTriggers) : []),
      ...variableFindings(variables),
    ];
  }

  private regionFindings(): readonly Finding[] {
    const known = [this.region, ...Object.keys(this.crossRegionArtifactStores)];
    return this.actions.flatMap((action) =>
      action.region === undefined || known.includes(action.region) || !isRegion(action.region)
        ? []
        : noStoreInRegion(action.actionName, action.region),
    );
  }
}

// What is no Region is a finding of its action, and nothing follows from it.
const isRegion = (region: string | undefined): boolean => region === undefined || hasFormOfRegion(region);

// One store is written without its Region; of several, each says where it is (CodePipeline: Cross-Region actions).
function artifactStoreBlocks(
  { artifactStore, crossRegionArtifactStores = {} }: PipelineProps,
  region: string,
) {
  const others = Object.entries(crossRegionArtifactStores);
  const own = others.length > 0 ? region : undefined;
  return [[own, artifactStore] as const, ...others].map(([where, { location, kmsKeyArn }]) =>
    defined({
      type: "S3",
      location,
      region: where,
      encryptionKey: kmsKeyArn === undefined ? undefined : { type: "KMS", id: kmsKeyArn },
    }),
  );
}
