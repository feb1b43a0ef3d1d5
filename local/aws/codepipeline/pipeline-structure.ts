import { AwsError } from "../client/aws-error";
import { checkAction } from "./action-checks";
import { type PipelineDeclaration, type StageDeclaration, sourceActions } from "./pipeline-declaration";

/** Refuses the pipelines that CodePipeline refuses, with its error codes. Roles are checked elsewhere. */
export function checkPipelineStructure(pipeline: PipelineDeclaration): void {
  checkStages(pipeline.stages);
  checkArtifactStore(pipeline);
  checkArtifacts(pipeline.stages);
  for (const stage of pipeline.stages) stage.actions.forEach(checkAction);
  checkPipelineType(pipeline);
  checkTriggers(pipeline);
}

function checkStages(stages: readonly StageDeclaration[]): void {
  if (stages.length < 2) {
    throw invalid(
      `Pipeline has ${stages.length} stage(s). There should be a minimum of 2 stages in a pipeline`,
    );
  }
  refuseRepeated(
    stages.map(({ name }) => name),
    (name) => `Stage name '${name}' is used more than once; stage names must be unique within the pipeline`,
  );
  for (const stage of stages) {
    refuseRepeated(
      stage.actions.map(({ name }) => name),
      (name) =>
        `Action name '${name}' is used more than once in stage '${stage.name}'; it must be unique there`,
    );
  }
  const [first, ...others] = stages;
  if (first?.actions.some(({ actionTypeId }) => actionTypeId.category !== "Source")) {
    throw invalid("Pipeline should start with a stage that only contains source actions");
  }
  for (const { name, actions } of others) {
    const source = actions.find(({ actionTypeId }) => actionTypeId.category === "Source");
    if (source !== undefined) {
      throw invalid(
        `Source action '${source.name}' is in stage '${name}'; sources may only be in the first stage`,
      );
    }
  }
}

function checkArtifactStore({ artifactStore, artifactStores }: PipelineDeclaration): void {
  if ((artifactStore === undefined) === (artifactStores === undefined)) {
    throw invalid(
      "A pipeline has either an artifactStore or, across regions, artifactStores; exactly one of them",
    );
  }
}

function checkArtifacts(stages: readonly StageDeclaration[]): void {
  const produced = new Set<string>();
  for (const { actions } of stages) {
    const inOrder = [...actions].sort((one, other) => one.runOrder - other.runOrder);
    for (const runOrder of new Set(inOrder.map((action) => action.runOrder))) {
      const parallel = inOrder.filter((action) => action.runOrder === runOrder);
      for (const { name, inputArtifacts } of parallel) {
        const missing = inputArtifacts.find((artifact) => !produced.has(artifact.name));
        if (missing !== undefined) {
          throw invalid(
            `Input Artifact Bundle ${missing.name} in action ${name} is not declared as Output Artifact Bundle ` +
              "in any of the preceding actions",
          );
        }
      }
      for (const artifact of parallel.flatMap(({ outputArtifacts }) => outputArtifacts)) {
        if (produced.has(artifact.name)) {
          throw invalid(
            `Output Artifact Bundle name must be unique within the pipeline. ${artifact.name} has been used more than once`,
          );
        }
        produced.add(artifact.name);
      }
    }
  }
}

function checkPipelineType({
  pipelineType,
  executionMode,
  triggers = [],
  variables = [],
}: PipelineDeclaration): void {
  if (pipelineType === "V2") return;
  const onlyV2 = [
    ...(triggers.length > 0 ? ["triggers"] : []),
    ...(variables.length > 0 ? ["variables"] : []),
    ...(executionMode === "SUPERSEDED" ? [] : [`executionMode ${executionMode}`]),
  ];
  if (onlyV2.length > 0) throw invalid(`A pipeline of type V1 can't have ${onlyV2.join(", ")}; use type V2`);
}

function checkTriggers(pipeline: PipelineDeclaration): void {
  const connections = sourceActions(pipeline)
    .filter(({ actionTypeId }) => actionTypeId.provider === "CodeStarSourceConnection")
    .map(({ name }) => name);
  for (const { gitConfiguration } of pipeline.triggers ?? []) {
    const { sourceActionName } = gitConfiguration;
    if (!connections.includes(sourceActionName)) {
      throw invalid(
        `A trigger names the source action '${sourceActionName}'; only a CodeStarSourceConnection source can have ` +
          `one, here ${connections.join(", ") || "none"}`,
      );
    }
  }
}

function refuseRepeated(names: readonly string[], message: (name: string) => string): void {
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated !== undefined) throw invalid(message(repeated));
}

function invalid(message: string): AwsError {
  return new AwsError("InvalidStructureException", message);
}
