import { nameRules } from "../aws/name-rules";
import type { Finding } from "../findings/finding";
import {
  actionCount,
  artifactCount,
  artifactMadeLater,
  artifactMadeTwice,
  firstStageWithoutSource,
  nothingStartsSource,
  sourceOutsideFirstStage,
  stageCount,
} from "../findings/pipeline-errors";
import { duplicates, invalidName, invalidRegion, outOfRange } from "../findings/value-errors";
import { type Action, SourceAction } from "./action";
import type { Artifact } from "./artifact";
import type { Stage } from "./stage";

type Findings = readonly Finding[];

const declaration = "CodePipeline API: ActionDeclaration";

const actionsOf = (stage: Stage): readonly Action[] => stage.actions.map(({ action }) => action);
const runOrderOf = (action: Action): number => action.runOrder ?? 1;

function sourcesFirst(stages: readonly Stage[]): Findings {
  return stages.flatMap((stage, index) =>
    actionsOf(stage).flatMap((action) => {
      const isSource = action.type.category === "Source";
      if (index === 0 && !isSource) return firstStageWithoutSource(stage.stageName, action.actionName);
      if (index > 0 && isSource) return sourceOutsideFirstStage(stage.stageName, action.actionName);
      return [];
    }),
  );
}

function names(stages: readonly Stage[]): Findings {
  const namespaces = stages.flatMap(actionsOf).flatMap(({ namespace }) => namespace ?? []);
  return [
    ...duplicates("namespaces", namespaces, "hold a namespace"),
    ...duplicates(
      "stages",
      stages.map(({ stageName }) => stageName),
      "name a stage",
    ),
    ...stages.flatMap((stage) => [
      ...invalidName("stageName", stage.stageName, nameRules.stage),
      ...actionCount(`stage "${stage.stageName}" actions`, stage.actions.length),
      ...duplicates(
        `stage "${stage.stageName}"`,
        actionsOf(stage).map(({ actionName }) => actionName),
        "names an action",
      ),
    ]),
  ];
}

/** What AWS would refuse in an action whatever its provider. */
export function actionFindings(action: Action): Findings {
  const { bounds, provider } = action.type;
  const { runOrder, namespace } = action;
  return [
    ...invalidName("actionName", action.actionName, nameRules.action),
    ...invalidName("namespace", namespace, nameRules.namespace),
    ...outOfRange("runOrder", runOrder, { min: 1, max: 999, unit: "", source: declaration }),
    ...invalidRegion("region", action.region),
    ...action.outputs.flatMap(({ artifactName }) => invalidName("output", artifactName, nameRules.artifact)),
    ...artifactCount(
      "inputs",
      action.inputs.length,
      { min: bounds.minInputs, max: bounds.maxInputs },
      provider,
    ),
    ...artifactCount(
      "outputs",
      action.outputs.length,
      { min: bounds.minOutputs, max: bounds.maxOutputs },
      provider,
    ),
    ...(action instanceof SourceAction && !action.startedBy() ? nothingStartsSource(action.actionName) : []),
  ];
}

function artifacts(stages: readonly Stage[]): Findings {
  const made = new Set<Artifact>();
  const missing: Finding[] = [];
  for (const stage of stages) {
    const inOrder = [...actionsOf(stage)].sort((a, b) => runOrderOf(a) - runOrderOf(b));
    for (const action of inOrder) {
      const sooner = inOrder.filter((other) => runOrderOf(other) < runOrderOf(action));
      const known = new Set([...made, ...sooner.flatMap(({ outputs }) => outputs)]);
      missing.push(
        ...action.inputs
          .filter((input) => !known.has(input))
          .flatMap((input) => artifactMadeLater(action.actionName, input.artifactName)),
      );
    }
    for (const output of inOrder.flatMap(({ outputs }) => outputs)) made.add(output);
  }
  const outputNames = stages.flatMap(actionsOf).flatMap(({ outputs }) => outputs.map((o) => o.artifactName));
  const twice = new Set(outputNames.filter((name, index) => outputNames.indexOf(name) !== index));
  return [...missing, ...[...twice].flatMap(artifactMadeTwice)];
}

/** What AWS would refuse in the order and the names of a pipeline's stages, actions and artifacts. */
export function structureFindings(stages: readonly Stage[]): Findings {
  return [...stageCount(stages.length), ...names(stages), ...sourcesFirst(stages), ...artifacts(stages)];
}
