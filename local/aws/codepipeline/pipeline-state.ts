import type { Pipeline } from "./pipelines";

/** GetPipelineState: the newest execution stands in the first stage, because nothing moves it forward. */
export function pipelineState({ declaration, version, created, updated, executions }: Pipeline): object {
  const newest = executions.at(-1);
  const stageStates = declaration.stages.map((stage, index) => ({
    stageName: stage.name,
    inboundTransitionState: { enabled: true },
    actionStates: stage.actions.map(({ name }) => ({ actionName: name })),
    ...(index > 0 || newest === undefined
      ? {}
      : { latestExecution: { pipelineExecutionId: newest.pipelineExecutionId, status: newest.status } }),
  }));
  return { pipelineName: declaration.name, pipelineVersion: version, stageStates, created, updated };
}
