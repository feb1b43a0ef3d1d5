import { Construct } from "constructs";
import type { Action } from "../../modules/pipeline/action";
import { ManualApproval } from "../../modules/pipeline/approvals/manual-approval";
import type { Artifact } from "../../modules/pipeline/artifact";
import type { Pipeline } from "../../modules/pipeline/pipeline";
import { uniqueScope } from "../../modules/pipeline/unique-scope";
import { actionsOf, type StageOf } from "../../settings/schema/release-path";
import type { ActionSettings, ApproveActionSettings, TestActionSettings } from "../../settings/schema/stages";
import type { Defaults } from "../defaults";
import { FreeNames } from "./free-names";
import { stageOptions } from "./stage-options";
import { type StepNames, stepNames } from "./step-names";
import { testStep } from "./test-step";

/** For a step that makes parts of its own: where they stand, and what they are called. */
export interface StepPlace {
  readonly scope: () => Construct;
  readonly names: () => StepNames;
}

type OwnSteps = TestActionSettings | ApproveActionSettings;

/** What a system brings to its release path: an action for each type of step that is not a test or an approval. */
export type Steps<A extends ActionSettings> = {
  readonly [T in Exclude<A, OwnSteps>["type"]]: (
    action: Extract<A, { readonly type: T }>,
    place: StepPlace,
  ) => Action;
};

export interface ReleasePathProps<A extends ActionSettings> {
  readonly stages: readonly StageOf<A>[];
  readonly steps: Steps<A>;
  readonly defaults: Defaults;
  readonly pipeline: Pipeline;
  /** What tests start in. */
  readonly source: Artifact;
  /** What the build made of it. */
  readonly built: Artifact;
}

/** The stages that follow the build, as settings order them: tests, approvals, and what the system brings. */
export class ReleasePath<A extends ActionSettings> extends Construct {
  private readonly names = new FreeNames();

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ReleasePathProps<A>,
  ) {
    super(scope, id);
    for (const stage of props.stages) {
      const actions = actionsOf(stage).map((action) => this.action(stage.stageName, action));
      props.pipeline.stage({ stageName: stage.stageName, ...stageOptions(this, stage) }, ...actions);
    }
  }

  private action(stageName: string, action: A): Action {
    const place: StepPlace = {
      scope: () => uniqueScope(this, stageName),
      names: () => this.names.free(stepNames(stageName, action)),
    };
    if (isTest(action)) return this.test(place, action);
    if (isApproval(action)) return this.approve(action);
    const step = this.props.steps[action.type as keyof Steps<A>] as (action: A, place: StepPlace) => Action;
    return step(action, place);
  }

  private test({ scope, names }: StepPlace, action: TestActionSettings): Action {
    const { defaults, source, built } = this.props;
    return testStep(scope(), { defaults, names: names(), source, built }, action);
  }

  private approve({ type: _, ...approval }: ApproveActionSettings): Action {
    return new ManualApproval({ actionName: "Approve", ...approval });
  }
}

const isTest = (action: ActionSettings): action is TestActionSettings => action.type === "test";
const isApproval = (action: ActionSettings): action is ApproveActionSettings => action.type === "approve";
