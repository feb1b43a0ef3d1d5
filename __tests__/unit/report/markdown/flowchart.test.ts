import { describe, expect, it } from "vitest";
import { flowchart } from "../../../../report/markdown/flowchart";
import { label } from "../../../../report/markdown/flowchart-label";
import type { ActionOverview, PipelineOverview } from "../../../../report/pipeline-overview";

const action = (changes: Partial<ActionOverview> = {}): ActionOverview => ({
  actionName: "Act",
  category: "Build",
  provider: "CodeBuild",
  target: "project app",
  elsewhere: undefined,
  ...changes,
});

const pipeline = (...steps: readonly (readonly ActionOverview[])[]): PipelineOverview => ({
  pipelineName: "app",
  startedBy: ["a push"],
  stages: [
    { stageName: "First", steps: [[action()]], conditions: [] },
    { stageName: "Second", steps, conditions: [] },
  ],
});

/** The lines of the second stage, without their indentation. */
function secondStage(...steps: readonly (readonly ActionOverview[])[]): readonly string[] {
  const lines = flowchart(pipeline(...steps))
    .split("\n")
    .map((line) => line.trim());
  const start = lines.indexOf('subgraph stage2["<b>Second</b>"]');
  return lines.slice(start + 2, lines.indexOf("end", start));
}

describe("a label of a flowchart", () => {
  it("is as it is written where nothing of it means anything", () => {
    expect(label("example-organization/example-application, für 3")).toBe(
      "example-organization/example-application, für 3",
    );
  });

  it.each([
    ["quotes and brackets", '"[a]"', "#34;#91;a#93;#34;"],
    ["an entity", "#35;", "#35;35#59;"],
    ["HTML", "<b>", "#60;b#62;"],
    ["Markdown", "`*a*` _b_", "#96;#42;a#42;#96; #95;b#95;"],
    ["a list", "1. a", "1#46; a"],
    ["a list, or a line", "- a --- b", "#45; a #45;#45;#45; b"],
    ["a directive", "%%{init}%%", "#37;#37;#123;init#125;#37;#37;"],
    ["an address", "a@b.c", "a#64;b#46;c"],
    ["lines", "a\nend\r\n", "a end"],
    ["a character outside the first plane", "😀", "#128512;"],
  ])("cannot hold %s", (_, text, written) => {
    expect(label(text)).toBe(written);
  });
});

describe("the flowchart of a pipeline", () => {
  it("leads from what starts it through its stages", () => {
    const lines = flowchart(pipeline([action()])).split("\n");
    expect(lines[1]).toBe("flowchart TB");
    expect(lines).toContain('  trigger1(["a push"]):::trigger --> stage1');
    expect(lines).toContain("  stage1 --> stage2");
  });

  it("shows all that starts it", () => {
    const text = flowchart({ ...pipeline([action()]), startedBy: ["one", "two"] });
    expect(text).toContain('trigger1(["one"]):::trigger --> stage1');
    expect(text).toContain('trigger2(["two"]):::trigger --> stage1');
  });

  it.each([
    ["Build", '["Act"]:::step'],
    ["Test", '{{"Act"}}:::test'],
    ["Approval", '[/"Act"\\]:::approval'],
    ["Deploy", '[["Act"]]:::deploy'],
  ] as const)("gives a %s a shape of its own", (category, shape) => {
    expect(secondStage([action({ category })])[0]).toBe(`stage2_1_1${shape}`);
  });

  it("shows the target of each action, and another account or Region", () => {
    expect(
      secondStage([action(), action({ target: "a/b on ECS", elsewhere: "account 1, us-east-1" })]),
    ).toEqual([
      'stage2_1_1["Act"]:::step',
      'stage2_1_1 -.-> stage2_1_1_target("project app"):::target',
      'stage2_1_2["Act"]:::step',
      'stage2_1_2 -.-> stage2_1_2_target("a/b on ECS<br/>account 1, us-east-1"):::elsewhere',
    ]);
  });

  it("links actions that run one after the other, and none that run side by side", () => {
    const links = secondStage([action(), action()], [action()]).filter((line) => line.includes(" --> "));
    expect(links).toEqual(["stage2_1_1 & stage2_1_2 --> stage2_2_1"]);
  });
});
