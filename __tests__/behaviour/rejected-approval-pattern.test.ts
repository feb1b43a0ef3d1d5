import { describe, expect, it } from "vitest";
import { matchesEventPattern } from "../../local/aws/events/event-pattern";
import { made } from "../support/cloudfront-stack";

const { event_pattern: pattern } = made().at("aws_cloudwatch_event_rule.rejected");

// The shape is that of CodePipeline: Monitoring CodePipeline events.
const approval = (detail: object = {}, changes: object = {}) => ({
  version: "0",
  id: "01234567-eeee-ffff-9999-0123456789ab",
  "detail-type": "CodePipeline Action Execution State Change",
  source: "aws.codepipeline",
  account: "123456789012",
  time: "2026-11-21T01:54:34Z",
  region: "eu-central-1",
  resources: ["arn:aws:codepipeline:eu-central-1:123456789012:app"],
  detail: {
    pipeline: "app",
    "execution-id": "01234567-0123-0123-0123-012345678901",
    "start-time": "2026-11-21T01:50:00Z",
    stage: "Approve",
    "action-execution-id": "47f821c5-a902-44b2-ad61-ac6a3a8a9b8d",
    action: "Approve",
    state: "FAILED",
    region: "eu-central-1",
    type: { owner: "AWS", provider: "Manual", category: "Approval", version: "1" },
    "pipeline-version": 1,
    ...detail,
  },
  ...changes,
});

const matches = (event: object) => matchesEventPattern(pattern as object, event);

describe("the rule of a site's rejected releases", () => {
  it("hears an approval that was rejected, with the words of whoever did it", () => {
    const result = { "external-execution-summary": "the till is broken" };
    expect(matches(approval({ "execution-result": result }))).toBe(true);
  });

  it("hears one that nobody answered, which fails too", () => {
    expect(matches(approval())).toBe(true);
  });

  it.for([
    ["an approval", approval({ state: "SUCCEEDED" })],
    ["an approval that is asked for", approval({ state: "STARTED" })],
    ["an approval that somebody stopped", approval({ state: "ABANDONED" })],
    ["an approval of another stage", approval({ stage: "Staging" })],
    ["another action of the stage", approval({ action: "Smoke" })],
    ["another pipeline", approval({ pipeline: "app-2" })],
    ["a pipeline below it in the alphabet", approval({ pipeline: "ap" })],
    [
      "the failure of the stage",
      approval({}, { "detail-type": "CodePipeline Stage Execution State Change" }),
    ],
    [
      "the failure of the pipeline",
      approval({}, { "detail-type": "CodePipeline Pipeline Execution State Change" }),
    ],
    ["an event of somebody else", approval({}, { source: "custom.codepipeline" })],
  ] as const)("does not hear %s", ([, event]) => {
    expect(matches(event)).toBe(false);
  });
});
