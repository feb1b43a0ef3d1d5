import { describe, expect, it } from "vitest";
import type { Action } from "../../../../modules/pipeline/action";
import { Artifact } from "../../../../modules/pipeline/artifact";
import { BareStack } from "../../../support/bare-stack";
import { findingsOf } from "../../../support/findings";
import { emptyPipeline, reference } from "../../../support/minimal-modules";
import { PlainAction, PlainSource, plainStage } from "../../../support/plain-action";

type Stages = readonly (readonly [string, ...Action[]])[];

function findingsIn(stages: Stages, stack = new BareStack()) {
  const pipeline = emptyPipeline(stack);
  for (const [name, ...actions] of stages) pipeline.stage(name, ...actions);
  return findingsOf(stack);
}

const numbered = (count: number): Stages =>
  Array.from({ length: count }, (_, index) => [`Stage${index}`, new PlainAction()] as const);

const first = ["Source", new PlainSource()] as const;
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
    expect(findingsIn(stages)).toMatchObject(
      [
        {
          at: "bare/pipeline",
          says: "stages is out of range",
          got: String(count),
          allowed: /2 to 50 stages/,
        },
      ].map(({ allowed, ...rest }) => ({ ...rest, allowed: expect.stringMatching(allowed) })),
    );
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
        says: expect.stringMatching(/^stageName is no stage name/),
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
        says: expect.stringMatching(/^actionName is no action name/),
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

describe("artifacts", () => {
  const made = new Artifact("Made");
  const maker = (runOrder?: number) =>
    new PlainAction({
      actionName: "Maker",
      outputs: [made],
      ...(runOrder === undefined ? {} : { runOrder }),
    });
  const reader = (runOrder?: number) =>
    new PlainAction({
      actionName: "Reader",
      inputs: [made],
      ...(runOrder === undefined ? {} : { runOrder }),
    });
  const tooEarly = [
    { says: 'action "Reader" input is not made by an action that runs before it', got: '"Made"' },
  ];

  it("may be read in a later stage", () => {
    expect(findingsIn([first, ["A", maker()], ["B", reader()]])).toEqual([]);
  });

  it("may be read later in the stage that makes them", () => {
    expect(findingsIn([first, ["A", reader(2), maker(1)]])).toEqual([]);
  });

  it("may be read by several actions", () => {
    const source = new PlainSource();
    const readers = ["A", "B"].map((actionName) => new PlainAction({ actionName, inputs: [source.output] }));
    expect(
      findingsIn([
        ["Source", source],
        ["Last", ...readers],
      ]),
    ).toEqual([]);
  });

  it.each<[string, Stages]>([
    ["in an earlier stage", [first, ["A", reader()], ["B", maker()]]],
    ["beside the action that makes them", [first, ["A", maker(), reader()]]],
    ["before the action that makes them, in its stage", [first, ["A", maker(2), reader(1)]]],
    ["where nothing makes them", [first, ["A", reader()]]],
  ])("may not be read %s", (_, stages) => {
    expect(findingsIn(stages)).toMatchObject(tooEarly);
  });

  it("may not be read where another artifact of the same name is made", () => {
    const namesake = new PlainSource({ artifactName: "Made" });
    expect(
      findingsIn([
        ["Source", namesake],
        ["A", reader()],
      ]),
    ).toMatchObject(tooEarly);
  });

  it("may not be read by the action that makes them", () => {
    const action = new PlainAction({ actionName: "Reader", inputs: [made], outputs: [made] });
    expect(findingsIn([first, ["A", action]])).toMatchObject(tooEarly);
  });

  it("may not share a name", () => {
    const namesake = new PlainAction({ actionName: "Other", outputs: [new Artifact("Made")] });
    expect(findingsIn([first, ["A", maker(), namesake]])).toMatchObject([
      { says: "output artifacts is made by two actions", got: '"Made"' },
    ]);
  });

  it("may not share a name where one action makes both", () => {
    const outputs = [new Artifact("Made"), new Artifact("Made")];
    expect(findingsIn([first, ["A", new PlainAction({ outputs })]])).toMatchObject([{ got: '"Made"' }]);
  });

  it.each(["", "my artifact", "a.b", "a@b", "a".repeat(101)])("may not be called %j", (artifactName) => {
    const action = new PlainAction({ outputs: [new Artifact(artifactName)] });
    expect(findingsIn([first, ["A", action]])).toMatchObject([
      { at: "bare/pipeline/stages/A/Plain", says: expect.stringMatching(/^output is no artifact name/) },
    ]);
  });

  it.each<[string, number, number, string]>([
    ["too few inputs", 0, 1, "inputs does not fit the Provider action"],
    ["too many inputs", 3, 1, "inputs does not fit the Provider action"],
    ["too few outputs", 1, 0, "outputs does not fit the Provider action"],
    ["too many outputs", 1, 2, "outputs does not fit the Provider action"],
  ])("are refused where an action has %s", (_, inputs, outputs, says) => {
    const source = new PlainSource();
    const action = new PlainAction({
      inputs: Array.from({ length: inputs }, () => source.output),
      outputs: Array.from({ length: outputs }, (_, index) => new Artifact(`Out${index}`)),
      type: { provider: "Provider", bounds: { minInputs: 1, maxInputs: 2, minOutputs: 1, maxOutputs: 1 } },
    });
    expect(
      findingsIn([
        ["Source", source],
        ["A", action],
      ]),
    ).toMatchObject([{ at: "bare/pipeline/stages/A/Plain", says }]);
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
      "bare/pipeline: pipelineName is no pipeline name",
      "bare/pipeline: stages name a stage more than once",
      'bare/pipeline: stage "Build" holds a source action after the first stage',
      'bare/pipeline: action "a b" input is not made by an action that runs before it',
      "bare/pipeline: executionMode is not supported by a V1 pipeline",
      expect.stringMatching(/^bare\/pipeline\/stages\/Source\/Source: source "Source" is started by nothing/),
      "bare/pipeline/stages/Build/a b: actionName is no action name",
    ]);
  });
});
