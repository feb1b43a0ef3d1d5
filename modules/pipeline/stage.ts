import type { Action } from "./action";

/** An action that a pipeline has bound: what AWS is told of it. */
export interface BoundAction {
  readonly action: Action;
  readonly configuration: Readonly<Record<string, string>>;
}

/** A named step of a pipeline, whose actions run in their run order. */
export interface Stage {
  readonly stageName: string;
  readonly actions: readonly BoundAction[];
}

function actionBlock({ action, configuration }: BoundAction) {
  const { type, runOrder, namespace, inputs, outputs } = action;
  return {
    name: action.actionName,
    category: type.category,
    owner: type.owner,
    provider: type.provider,
    version: "1",
    ...(runOrder === undefined ? {} : { runOrder }),
    ...(namespace === undefined ? {} : { namespace }),
    ...(inputs.length > 0 ? { inputArtifacts: inputs.map(({ artifactName }) => artifactName) } : {}),
    ...(outputs.length > 0 ? { outputArtifacts: outputs.map(({ artifactName }) => artifactName) } : {}),
    configuration,
  };
}

/** The `stage` block of a pipeline. */
export function stageBlock({ stageName, actions }: Stage) {
  return { name: stageName, action: actions.map(actionBlock) };
}
