import { defined } from "../terraform/defined";
import type { Action } from "./action";
import { conditionBlocks, type StageOptions } from "./stage-conditions";

/** An action that a pipeline has bound: what AWS is told of it. */
export interface BoundAction {
  readonly action: Action;
  readonly configuration: Readonly<Record<string, string>>;
  /** ARN of the role that it runs as, if not the pipeline's. */
  readonly roleArn: string | undefined;
}

/** What a stage is made of beside its actions. */
export interface StageProps extends StageOptions {
  /** 1 to 100 characters, unique in its pipeline. */
  readonly stageName: string;
}

/** A named step of a pipeline, whose actions run in their run order. */
export interface Stage extends StageProps {
  readonly actions: readonly BoundAction[];
}

const artifactNames = (artifacts: Action["inputs"]) =>
  artifacts.length > 0 ? artifacts.map(({ artifactName }) => artifactName) : undefined;

function actionBlock({ action, configuration, roleArn }: BoundAction) {
  const { type, runOrder, namespace, inputs, outputs, timeoutInMinutes, region } = action;
  return defined({
    name: action.actionName,
    category: type.category,
    owner: type.owner,
    provider: type.provider,
    version: "1",
    runOrder,
    region,
    roleArn,
    timeoutInMinutes,
    namespace,
    inputArtifacts: artifactNames(inputs),
    outputArtifacts: artifactNames(outputs),
    configuration: Object.keys(configuration).length > 0 ? configuration : undefined,
  });
}

/** The `stage` block of a pipeline. */
export function stageBlock({ stageName, actions, ...options }: Stage) {
  return { name: stageName, action: actions.map(actionBlock), ...conditionBlocks(options) };
}
