import { describe, expect, it } from "vitest";
import { Artifact } from "../../../../modules/pipeline/artifact";
import { PlainAction, PlainSource } from "../../../support/plain-action";
import { findingsIn, firstStage as first, type Stages } from "../../../support/plain-pipeline";

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
      {
        at: "bare/pipeline/stages/A/Plain",
        says: expect.stringMatching(/^output is not a valid artifact name/),
      },
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
