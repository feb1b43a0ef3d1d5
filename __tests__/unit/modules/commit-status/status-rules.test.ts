import { describe, expect, it } from "vitest";
import { type StatusLevel, statusLevels } from "../../../../modules/commit-status/commit-status-options";
import { statusRules } from "../../../../modules/commit-status/status-rules";

const namesOf = (...levels: readonly StatusLevel[]) => statusRules(["app"], levels).map(({ name }) => name);
const patternsOf = (pipelines: readonly string[], ...levels: readonly StatusLevel[]) =>
  Object.fromEntries(statusRules(pipelines, levels).map(({ name, eventPattern }) => [name, eventPattern]));

describe("the rules of commit statuses", () => {
  it.each<[readonly StatusLevel[], readonly string[]]>([
    [["pipeline"], ["executions", "sources"]],
    [["stage"], ["stages"]],
    [["action"], ["actions"]],
    [
      ["pipeline", "stage"],
      ["executions", "sources", "stages"],
    ],
    [
      ["stage", "action"],
      ["stages", "actions"],
    ],
  ])("of the levels %j are %j", (levels, names) => {
    expect(namesOf(...levels)).toEqual(names);
  });

  it("hear of each event once: those of all actions hold those of sources", () => {
    expect(namesOf("pipeline", "action")).toEqual(["executions", "actions"]);
    expect(namesOf(...statusLevels)).toEqual(["executions", "stages", "actions"]);
  });

  it("wait for the pipelines' events of their level, in every state", () => {
    const source = ["aws.codepipeline"];
    expect(patternsOf(["app", "web"], ...statusLevels)).toEqual({
      executions: {
        source,
        "detail-type": ["CodePipeline Pipeline Execution State Change"],
        detail: { pipeline: ["app", "web"] },
      },
      stages: {
        source,
        "detail-type": ["CodePipeline Stage Execution State Change"],
        detail: { pipeline: ["app", "web"] },
      },
      actions: {
        source,
        "detail-type": ["CodePipeline Action Execution State Change"],
        detail: { pipeline: ["app", "web"] },
      },
    });
  });

  it("wait for the ends of sources, which tell the commit, and for no other action", () => {
    expect(patternsOf(["app"], "pipeline").sources).toEqual({
      source: ["aws.codepipeline"],
      "detail-type": ["CodePipeline Action Execution State Change"],
      detail: { pipeline: ["app"], state: ["SUCCEEDED"], type: { category: ["Source"] } },
    });
  });

  it("match names with a * in them as patterns, and others letter by letter", () => {
    expect(patternsOf(["app", "web-*"], "pipeline").executions).toMatchObject({
      detail: { pipeline: ["app", { wildcard: "web-*" }] },
    });
  });
});
