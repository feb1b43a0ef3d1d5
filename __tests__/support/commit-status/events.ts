/** Events of CodePipeline's, in the form of AWS's user guide. */
export const executionId = "11111111-1111-4111-8111-111111111111";
export const laterExecutionId = "22222222-2222-4222-8222-222222222222";
export const started = "2026-11-22T10:00:00.000Z";
export const laterStarted = "2026-11-22T10:05:00.000Z";

export type Detail = Readonly<Record<string, unknown>>;

function event(of: "Pipeline" | "Stage" | "Action", detail: Detail, time: string) {
  return {
    version: "0",
    id: "event",
    "detail-type": `CodePipeline ${of} Execution State Change`,
    source: "aws.codepipeline",
    account: "111111111111",
    time,
    region: "eu-west-1",
    resources: ["arn:aws:codepipeline:eu-west-1:111111111111:shop"],
    detail: {
      pipeline: "shop",
      "execution-id": executionId,
      "start-time": started,
      version: 1,
      "pipeline-execution-attempt": 1,
      ...detail,
    },
  };
}

export function pipelineEvent(state: string, detail: Detail = {}, time = "2026-11-22T10:03:00Z") {
  return event("Pipeline", { state, ...detail }, time);
}

export function stageEvent(state: string, detail: Detail = {}, time = "2026-11-22T10:03:00Z") {
  return event("Stage", { stage: "Deploy", state, ...detail }, time);
}

export function actionEvent(state: string, detail: Detail = {}, time = "2026-11-22T10:03:00Z") {
  const type = { owner: "AWS", provider: "ECS", category: "Deploy", version: "1" };
  return event("Action", { stage: "Deploy", action: "Production", type, state, ...detail }, time);
}

/** A source action has brought its revision. */
export function sourceEvent(detail: Detail = {}, time = "2026-11-22T10:00:05Z") {
  return actionEvent(
    "SUCCEEDED",
    {
      stage: "Source",
      action: "Source",
      type: { owner: "AWS", provider: "CodeStarSourceConnection", category: "Source", version: "1" },
      "output-artifacts": [{ name: "source", s3location: { bucket: "artifacts", key: "shop/source" } }],
      ...detail,
    },
    time,
  );
}
