import type { AwsClient } from "../../../local/aws/client/aws-client";
import type { ActionProgress, ActionResult } from "../../../local/aws/codepipeline/actions/action-provider";
import { actionProviderOf } from "../../../local/aws/codepipeline/actions/index";
import { ExecutionArtifacts } from "../../../local/aws/codepipeline/artifacts/execution-artifacts";
import {
  type ActionDeclaration,
  type PipelineDeclaration,
  pipelineDeclaration,
} from "../../../local/aws/codepipeline/pipeline-declaration";
import type { SourceRevision } from "../../../local/aws/codepipeline/source-revisions";
import type { Scope } from "../../../local/aws/gateway/scope";

/** An action as a pipeline declares it, in short. */
export interface ShortAction {
  /** `category/owner/provider` */
  readonly type: string;
  readonly configuration?: Readonly<Record<string, string>>;
  readonly inputs?: readonly string[];
  readonly outputs?: readonly string[];
  readonly name?: string;
}

/** What one action is run with, where that is not the pipeline's. */
export interface RunSettings {
  readonly region?: string;
  readonly roleArn?: string;
  /** The revision that the trigger named. */
  readonly revision?: string;
  /** What the execution's sources fetched. */
  readonly sourceRevisions?: readonly SourceRevision[];
  readonly signal?: AbortSignal;
  readonly tell?: (progress: ActionProgress) => void;
  /** The client that the action has in place of its role's. */
  readonly client?: (own: AwsClient) => AwsClient;
}

/** One execution of a pipeline whose actions a test runs one by one. */
export class TestExecution {
  readonly artifacts: ExecutionArtifacts;

  constructor(
    private readonly scope: Scope,
    private readonly pipeline: PipelineDeclaration,
  ) {
    this.artifacts = new ExecutionArtifacts(scope, pipeline);
  }

  /** Runs an action as the executor does, without its states and events. */
  async run(short: ShortAction, settings: RunSettings = {}): Promise<ActionResult> {
    const {
      region = this.scope.region,
      roleArn = this.pipeline.roleArn,
      revision,
      tell = () => {},
      client = (own: AwsClient) => own,
    } = settings;
    const action = actionOf(short);
    const provider = actionProviderOf(action);
    if (provider === undefined) throw new Error(`Nothing carries out ${short.type}`);
    const session = await this.session(roleArn);
    return provider({
      scope: this.scope,
      execution: {
        pipelineExecutionId: "00000000-0000-0000-0000-000000000000",
        pipelineName: this.pipeline.name,
        pipelineVersion: 1,
        status: "InProgress",
        startTime: 0,
        lastUpdateTime: 0,
        trigger: { triggerType: "StartPipelineExecution", triggerDetail: "test" },
        sourceRevisions: settings.sourceRevisions ?? [],
        variables: [],
        executionMode: "QUEUED",
        executionType: "STANDARD",
      },
      stageName: "Stage",
      action,
      actionExecutionId: "11111111-1111-1111-1111-111111111111",
      region,
      session,
      client: client(this.scope.as(session, region)),
      artifacts: this.artifacts.forAction(action, session, region),
      revision: revision === undefined ? undefined : { actionName: action.name, revisionId: revision },
      signal: settings.signal ?? new AbortController().signal,
      tell,
    });
  }

  /** The pipeline's role, or another one that it acts as. */
  session(roleArn = this.pipeline.roleArn) {
    return this.scope.sessions.openForService(this.scope, roleArn, "codepipeline.amazonaws.com", "test");
  }
}

export function actionOf({
  type,
  configuration = {},
  inputs = [],
  outputs = [],
  name = "Action",
}: ShortAction) {
  const [category = "", owner = "", provider = ""] = type.split("/");
  return {
    name,
    actionTypeId: { category, owner, provider, version: "1" },
    runOrder: 1,
    configuration: { ...configuration },
    inputArtifacts: inputs.map((input) => ({ name: input })),
    outputArtifacts: outputs.map((output) => ({ name: output })),
  } as ActionDeclaration;
}

/** A pipeline's declaration that matters for its artifacts only. */
export function declarationOf(roleArn: string, stores: object): PipelineDeclaration {
  return pipelineDeclaration.parse({ name: "release-of-the-application", roleArn, stages: [], ...stores });
}

/** What a pipeline's role needs for its artifacts (CodePipeline: How to manage the service role). */
export const ARTIFACT_ACTIONS = [
  "kms:Decrypt",
  "kms:GenerateDataKey",
  "s3:GetBucketVersioning",
  "s3:GetObject",
  "s3:GetObjectVersion",
  "s3:ListBucket",
  "s3:PutObject",
];
