import { describe, expect, it } from "vitest";
import { stateChange } from "../../../../lambda-src/commit-status/event";
import { actionEvent, pipelineEvent, stageEvent } from "../../../support/commit-status/events";

describe("an event", () => {
  it("of a pipeline may lack all that AWS does not always send", () => {
    const { detail, ...event } = pipelineEvent("STOPPED");
    const { pipeline, "execution-id": executionId } = detail;
    const least = { pipeline, "execution-id": executionId, state: "STOPPED" };
    expect(stateChange({ ...event, detail: least })).toEqual({
      level: "pipeline",
      time: "2026-11-22T10:03:00.000Z",
      region: "eu-west-1",
      pipeline: "shop",
      executionId,
      state: "STOPPED",
      startTime: undefined,
      attempt: 1,
      stage: undefined,
      action: undefined,
      category: undefined,
      outputArtifacts: [],
      reason: undefined,
    });
  });

  const text = (event: object, detail: object) => ({ ...event, detail });
  const { detail } = pipelineEvent("STARTED");
  it.each([
    ["nothing", undefined, /event:/],
    ["a text", "STARTED", /event:/],
    ["another source", { ...pipelineEvent("STARTED"), source: "aws.ecs" }, /source:/],
    ["another kind", { ...pipelineEvent("STARTED"), "detail-type": "ECS Task State Change" }, /detail-type:/],
    ["a time that is none", { ...pipelineEvent("STARTED"), time: "soon" }, /time:/],
    [
      "no execution",
      text(pipelineEvent("STARTED"), { ...detail, "execution-id": "" }),
      /detail\.execution-id:/,
    ],
    ["no state", text(pipelineEvent("STARTED"), { ...detail, state: undefined }), /detail\.state:/],
    ["no stage", text(stageEvent("STARTED"), detail), /detail\.stage:/],
    ["no kind of action", actionEvent("STARTED", { type: undefined }), /detail\.type:/],
  ])("that is %s is refused, with where it differs", (_, event, message) => {
    expect(() => stateChange(event)).toThrow(
      expect.objectContaining({ name: "UnexpectedEvent", message: expect.stringMatching(message) }),
    );
  });
});
