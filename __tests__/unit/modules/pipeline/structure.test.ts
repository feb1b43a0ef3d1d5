import { describe, expect, it } from "vitest";
import { Artifact } from "../../../../modules/pipeline/artifact";
import { BareStack } from "../../../support/bare-stack";
import { findingsOf } from "../../../support/findings";
import { emptyPipeline, reference } from "../../../support/minimal-modules";
import { PlainAction, PlainSource, plainStage } from "../../../support/plain-action";
import { findingsIn, firstStage as first, type Stages } from "../../../support/plain-pipeline";

const numbered = (count: number): Stages =>
  Array.from({ length: count }, (_, index) => [`Stage${index}`, new PlainAction()] as const);

const last = ["Last", new PlainAction()] as const;

describe("the stages of a pipeline", () => {
  it.each([
    [2, 1],
    [50, 49],
  ])("may be %d", (_, more) => {
    expect(findingsIn([first, ...numbered(more)])).toEqual([]);
  });

  it.each<[number, Stages]>([
    [0, []],
    [1, [first]],
    [51, [first, ...numbered(50)]],
  ])("may not be %d", (count, stages) => {
    expect(findingsIn(stages)).toMatchObject([
      {
        at: "bare/pipeline",
        says: "stages is out of range",
        got: String(count),
        allowed: expect.stringMatching(/^2 to 50 stages/),
      },
    ]);
  });

  it("refuses a source after the first stage, and names stage and action", () => {
    const late = new PlainSource({ actionName: "Late", artifactName: "Late" });
    expect(findingsIn([first, ["Second", late]])).toMatchObject([
      { says: expect.stringMatching(/^stage "Second" holds a source action after/), got: '"Late"' },
    ]);
  });

  it("refuses an action that is no source in the first stage, beside a source too", () => {
    const build = new PlainAction({ actionName: "Build" });
    expect(findingsIn([["Source", new PlainSource(), build], last])).toMatchObject([
      { says: expect.stringMatching(/^stage "Source" is the first stage and holds/), got: '"Build"' },
    ]);
  });

  it("takes several sources in the first stage", () => {
    const second = new PlainSource({ actionName: "Second", artifactName: "Second" });
    expect(findingsIn([["Source", new PlainSource(), second], last])).toEqual([]);
  });

  it("refuses a stage without actions", () => {
    expect(findingsIn([first, ["Empty"]])).toMatchObject([
      { says: 'stage "Empty" actions is out of range', got: "0" },
    ]);
  });

  it("refuses a fifty-first action in a stage", () => {
    const actions = Array.from({ length: 51 }, (_, index) => new PlainAction({ actionName: `A${index}` }));
    expect(findingsIn([first, ["Wide", ...actions.slice(1)]])).toEqual([]);
    expect(findingsIn([first, ["Wide", ...actions]])).toMatchObject([
      { says: 'stage "Wide" actions is out of range', got: "51" },
    ]);
  });

  it("refuses a stage name that is used before, and says each once", () => {
    expect(findingsIn([first, last, last, last])).toMatchObject([
      {
        at: "bare/pipeline",
        says: "stages name a stage more than once",
        got: '["Last"]',
        allowed: "each stage once",
      },
    ]);
  });

  it.each(["", "my stage", "a/b", "ä", "s".repeat(101)])("refuses the stage name %j", (name) => {
    expect(findingsIn([first, [name, new PlainAction()]])).toMatchObject([
      {
        at: "bare/pipeline",
        says: expect.stringMatching(/^stageName is not a valid stage name/),
        got: expect.stringContaining('"'),
      },
    ]);
  });

  it.each(["a", "A.b@c_d-e", "0", "s".repeat(100), "role", "pipeline", "stages", "resource"])(
    "accepts the stage name %s",
    (name) => {
      expect(findingsIn([first, [name, new PlainAction()]])).toEqual([]);
    },
  );

  it("refuses a stage name that only Terraform knows", () => {
    const stack = new BareStack();
    expect(findingsIn([first, [reference(stack), new PlainAction()]], stack)).toMatchObject([
      { says: "stageName is a value that only Terraform will know" },
    ]);
  });
});

describe("the actions of a stage", () => {
  it("may not share a name", () => {
    const twice = [new PlainAction({ actionName: "Twin" }), new PlainAction({ actionName: "Twin" })];
    expect(findingsIn([first, ["Last", ...twice]])).toMatchObject([
      { says: 'stage "Last" names an action more than once', got: '["Twin"]', allowed: "each action once" },
    ]);
  });

  it("may share a name with an action of another stage", () => {
    expect(findingsIn([first, ["A", new PlainAction()], ["B", new PlainAction()]])).toEqual([]);
  });

  it.each(["role", "pipeline", "stages", "resource", "current", "document"])(
    "may be called %s, like something inside the pipeline",
    (actionName) => {
      expect(findingsIn([first, ["Last", new PlainAction({ actionName })]])).toEqual([]);
    },
  );

  it.each(["", "my action", "a/b", "a:b", "a".repeat(101)])("may not be called %j", (actionName) => {
    expect(findingsIn([first, ["Last", new PlainAction({ actionName })]])).toMatchObject([
      {
        at: expect.stringMatching(/^bare\/pipeline\/stages\/Last\//),
        says: expect.stringMatching(/^actionName is not a valid action name/),
      },
    ]);
  });

  it.each([0, 1000, 1.5, Number.NaN])("may not have the run order %d", (runOrder) => {
    expect(findingsIn([first, ["Last", new PlainAction({ runOrder })]])).toMatchObject([
      { at: "bare/pipeline/stages/Last/Plain", says: "runOrder is out of range", got: String(runOrder) },
    ]);
  });

  it.each([1, 999])("may have the run order %d", (runOrder) => {
    expect(findingsIn([first, ["Last", new PlainAction({ runOrder })]])).toEqual([]);
  });

  it("are refused when they are a source that nothing starts, with the way out", () => {
    expect(findingsIn([["Source", new PlainSource({ isStarted: false })], last])).toMatchObject([
      {
        at: "bare/pipeline/stages/Source/Source",
        says: expect.stringMatching(/^source "Source" is started by nothing/),
        allowed: expect.stringContaining('trigger: "none"'),
      },
    ]);
  });
});

describe("several mistakes", () => {
  it("are reported at once, each at its construct", () => {
    const stack = new BareStack();
    const source = new PlainSource({ isStarted: false });
    emptyPipeline(stack, {
      pipelineName: "my pipeline",
      role: { roleName: "r" },
      executionMode: "QUEUED",
      pipelineType: "V1",
    })
      .stage("Source", source)
      .stage("Build", new PlainAction({ actionName: "a b", inputs: [new Artifact("Nowhere")] }))
      .stage(
        "Build",
        plainStage(source.output),
        new PlainSource({ actionName: "Late", artifactName: "Late" }),
      );
    expect(findingsOf(stack).map(({ at, says }) => `${at}: ${says}`)).toEqual([
      "bare/pipeline: pipelineName is not a valid pipeline name",
      "bare/pipeline: stages name a stage more than once",
      'bare/pipeline: stage "Build" holds a source action after the first stage',
      'bare/pipeline: action "a b" input is not made by an action that runs before it',
      "bare/pipeline: executionMode is not supported by a V1 pipeline",
      expect.stringMatching(/^bare\/pipeline\/stages\/Source\/Source: source "Source" is started by nothing/),
      "bare/pipeline/stages/Build/a b: actionName is not a valid action name",
    ]);
  });
});
